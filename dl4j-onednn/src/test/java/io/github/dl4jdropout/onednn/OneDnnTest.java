package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

class OneDnnTest {

    private static final TinyNetwork TINY = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 2, 3, 6, 6);

    private static MultiLayerNetwork convolutional() {
        return TINY.network(new ConvolutionLayer.Builder(3, 3).nOut(4).build());
    }

    @AfterEach
    void switchOnAgain() {
        System.clearProperty(OneDnn.PROPERTY);
    }

    @Test
    void thereIsABuildForTheMachinesThatTheBuildFileNames() {
        String machine = System.getProperty("os.arch");
        assertThat(OneDnn.availability().usable())
                .isEqualTo(List.of("amd64", "x86_64").contains(machine));
    }

    @Test
    void switchedOffItLeavesTheNetworkAlone() {
        System.setProperty(OneDnn.PROPERTY, "off");
        MultiLayerNetwork network = convolutional();
        Acceleration done = OneDnn.accelerate(network);
        assertThat(done.active()).isFalse();
        assertThat(done)
                .hasToString("oneDNN: not active: switched off by system property io.github.dl4jdropout.onednn");
        assertThat(network.getLayer(0).getHelper()).isNull();
    }

    @Test
    void anotherValueOfTheSwitchIsRefused() {
        System.setProperty(OneDnn.PROPERTY, "on");
        assertThatThrownBy(() -> OneDnn.accelerate(convolutional()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid system property io.github.dl4jdropout.onednn: expected auto or off, received on");
    }

    @Test
    void nd4jsOwnSwitchCounts() {
        assumeTrue(OneDnn.availability().usable());
        Nd4j.getEnvironment().allowHelpers(false);
        try {
            assertThat(OneDnn.accelerate(convolutional()))
                    .hasToString("oneDNN: not active: ND4J's environment does not allow helpers");
        } finally {
            Nd4j.getEnvironment().allowHelpers(true);
        }
    }

    @Test
    void saysWhatIsAccelerated() {
        assumeTrue(OneDnn.availability().usable());
        Layer convolution = new ConvolutionLayer.Builder(2, 2).nOut(4).build();
        Layer dilated =
                new ConvolutionLayer.Builder(2, 2).nOut(4).dilation(2, 2).build();
        Layer pooling = new SubsamplingLayer.Builder().stride(1, 1).build();
        assertThat(said(TINY, convolution)).isEqualTo("oneDNN: active in 1 layer");
        assertThat(said(TINY, convolution, pooling, convolution.clone(), pooling.clone(), dilated))
                .isEqualTo("oneDNN: active in 2 layers; left plain: 2 (pooling), 1 (dilation)");
        assertThat(said(TINY, pooling)).isEqualTo("oneDNN: not active; left plain: 1 (pooling)");
        assertThat(said(new TinyNetwork(DataType.DOUBLE, CNN2DFormat.NCHW, 2, 3, 6, 6), convolution))
                .isEqualTo("oneDNN: not active; left plain: 1 (type DOUBLE)");
        assertThat(said(TINY, new DenseLayer.Builder().nOut(4).build()))
                .isEqualTo("oneDNN: not active: the network has no convolution, pooling or batch normalization layer");
    }

    private static String said(TinyNetwork tiny, Layer... layers) {
        return OneDnn.accelerate(tiny.network(layers)).toString();
    }

    @Test
    void networksThatAreNotInitialisedAreRefused() {
        String message =
                "Acceleration of a network: expected one that is initialised, received one that is not; call init() first";
        var output = new OutputLayer.Builder().nIn(2).nOut(2).build();
        MultiLayerNetwork network = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder().list().layer(output).build());
        assertThatThrownBy(() -> OneDnn.accelerate(network))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", output, "in")
                .setOutputs("out")
                .build());
        assertThatThrownBy(() -> OneDnn.accelerate(graph))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    @Test
    void batchNormalizationDeclinesFeaturesInALayerForChannelsLast() {
        assumeTrue(OneDnn.availability().usable());
        var helper = new OneDnnBatchNormalization(1e-5, CNN2DFormat.NHWC);
        INDArray features = Nd4j.rand(DataType.FLOAT, 4, 6, 1, 1);
        INDArray scale = Nd4j.ones(DataType.FLOAT, 1, 6);
        assertThat(helper.preOutput(
                        features, true, null, scale, scale, scale, scale, 0.9, 1e-5, CNN2DFormat.NHWC, null))
                .isNull();
        assertThat(helper.backpropGradient(
                        features, features, null, scale, scale, scale, scale, 1e-5, CNN2DFormat.NHWC, null))
                .isNull();
    }

    /** The defect serves as evidence of who computes: oneDNN's dilated pooling is the pooling without dilation. */
    @Test
    void aContextKeepsOneDnnAndEverythingElseDoesWithoutIt() {
        assumeTrue(OneDnn.availability().usable());
        INDArray x = TINY.data().getFeatures();
        INDArray dilated =
                maxPool(x, 2, new long[] {2, 3, 4, 4}, Nd4j.getExecutioner().buildContext());
        assertThat(dilated.getDouble(0, 0, 0, 0))
                .isEqualTo(Arrays.stream(new int[][] {{0, 0}, {0, 2}, {2, 0}, {2, 2}})
                        .mapToDouble(at -> x.getDouble(0, 0, at[0], at[1]))
                        .max()
                        .orElseThrow());
        INDArray byOneDnn = maxPool(x, 2, new long[] {2, 3, 4, 4}, NativeSwitch.contextWithOneDnn());
        assertThat(byOneDnn.getDouble(0, 0, 0, 0))
                .isEqualTo(Arrays.stream(new int[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                        .mapToDouble(at -> x.getDouble(0, 0, at[0], at[1]))
                        .max()
                        .orElseThrow());
    }

    private static INDArray maxPool(INDArray x, int dilation, long[] shape, OpContext context) {
        INDArray out = Nd4j.create(DataType.FLOAT, shape);
        context.setIArguments(2, 2, 1, 1, 0, 0, dilation, dilation, 0, 0, 0);
        context.setInputArray(0, x);
        context.setOutputArray(0, out);
        Nd4j.exec(DynamicCustomOp.builder("maxpool2d").build(), context);
        return out;
    }
}
