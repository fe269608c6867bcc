package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.RateDropout;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The backward pass takes what the forward pass kept, and never what another one did. */
class KeptPreOutputTest {

    private static final double TOLERANCE = 5e-5;

    @BeforeEach
    void oneDnnIsThere() {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
    }

    private static TinyNetwork tiny(CNN2DFormat format) {
        return new TinyNetwork(DataType.FLOAT, format, 6, 3, 12, 10);
    }

    private static ConvolutionLayer.Builder convolution(CNN2DFormat format, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(format).activation(activation);
    }

    private static MultiLayerNetwork plain(CNN2DFormat format, Activation activation, IDropout above) {
        return tiny(format)
                .network(
                        convolution(format, activation).build(),
                        convolution(format, activation).dropOut(above).build());
    }

    private static MultiLayerNetwork accelerated(CNN2DFormat format, Activation activation, IDropout above) {
        MultiLayerNetwork network = plain(format, activation, above);
        assertThat(OneDnn.accelerate(network)).hasToString("oneDNN: active in 2 layers");
        return network;
    }

    /** Parameters that change between the two passes show which of them the convolution was computed with. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "TANH"})
    void theConvolutionIsNotComputedAgain(Activation activation) {
        MultiLayerNetwork network = accelerated(CNN2DFormat.NCHW, activation, null);
        network.initGradientsView();
        var layer = network.getLayer(0);
        INDArray x = tiny(CNN2DFormat.NCHW).data().getFeatures();
        layer.setInput(x, LayerWorkspaceMgr.noWorkspacesImmutable());
        INDArray a = layer.activate(true, LayerWorkspaceMgr.noWorkspaces());
        INDArray slope = activation == Activation.RELU
                ? a.gt(0).castTo(DataType.FLOAT)
                : a.mul(a).rsub(1);
        layer.params().negi().addi(1);
        INDArray epsilon = Nd4j.onesLike(a);
        INDArray biasGradient = layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                .getFirst()
                .getGradientFor("b")
                .dup();
        assertThat(Outcome.distance(slope.sum(0, 2, 3).reshape(biasGradient.shape()), biasGradient))
                .isLessThan(TOLERANCE);

        for (String which : List.of("second", "third")) {
            INDArray again = layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                    .getFirst()
                    .getGradientFor("b")
                    .dup();
            assertThat(Outcome.distance(biasGradientAfterwards(network, x, epsilon), again))
                    .as("nothing is kept for a " + which + " backward pass, not even what the one before computed")
                    .isLessThan(TOLERANCE);
        }
    }

    /** By the plain path, with the parameters as they are. */
    private static INDArray biasGradientAfterwards(MultiLayerNetwork network, INDArray x, INDArray epsilon) {
        MultiLayerNetwork plain = network.clone(); // a clone is not accelerated
        plain.initGradientsView();
        plain.getLayer(0).setInput(x, LayerWorkspaceMgr.noWorkspacesImmutable());
        return plain.getLayer(0)
                .backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                .getFirst()
                .getGradientFor("b");
    }

    /** As in numerical checks of gradients. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void forwardPassesOfOneInputWithOtherParametersAreNotTakenForEachOther(CNN2DFormat format) {
        DataSet data = tiny(format).data();
        ToDoubleFunction<MultiLayerNetwork> change = network -> {
            double before = network.score(data, true);
            network.params().muli(1.5);
            return network.score(data, true) - before;
        };
        double expected = change.applyAsDouble(plain(format, Activation.RELU, null));
        assertThat(Math.abs(expected)).isGreaterThan(0.01);
        assertThat(change.applyAsDouble(accelerated(format, Activation.RELU, null)))
                .isCloseTo(expected, within(1e-4));
    }

    /** Of the layer alone, after a forward pass of the network, in workspaces that are closed. */
    @Test
    void arraysInClosedWorkspacesAreNotTouched() {
        DataSet data = tiny(CNN2DFormat.NCHW).data();
        INDArray epsilon =
                Nd4j.linspace(DataType.FLOAT, -1, 0.001, 6 * 4 * 10 * 8).reshape(6, 4, 10, 8);
        List<INDArray> gradients = Stream.of(
                        plain(CNN2DFormat.NCHW, Activation.RELU, null),
                        accelerated(CNN2DFormat.NCHW, Activation.RELU, null))
                .map(network -> {
                    network.initGradientsView();
                    network.score(data, true);
                    network.params().negi(); // so that it is seen which of the two was used
                    var layer = network.getLayer(0);
                    layer.setInput(data.getFeatures(), LayerWorkspaceMgr.noWorkspacesImmutable());
                    return layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                            .getFirst()
                            .gradient()
                            .dup();
                })
                .toList();
        assertThat(Outcome.distance(gradients.get(0), gradients.get(1))).isLessThan(TOLERANCE);
    }

    /** These change the activations in place, those of the identity the very array of the convolution. */
    @ParameterizedTest
    @CsvSource({"RELU, NCHW", "TANH, NCHW", "IDENTITY, NCHW", "RELU, NHWC", "TANH, NHWC", "IDENTITY, NHWC"})
    void layersAboveMayChangeTheActivations(Activation activation, CNN2DFormat format) {
        for (IDropout above : List.of(RateDropout.builder(0.4).seed(3).build(), new GaussianNoise(0.5))) {
            // Of the built-in, noise alone has a gradient that Deeplearning4j hands back in any format.
            assertTrainsAsThePlainNetwork(
                    plain(format, activation, above), accelerated(format, activation, above), format);
        }
        if (format == CNN2DFormat.NCHW) {
            assertTrainsAsThePlainNetwork(
                    plain(format, activation, new Dropout(0.6)),
                    accelerated(format, activation, new Dropout(0.6)),
                    format);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CacheMode.class,
            names = {"NONE", "DEVICE"})
    void withoutWorkspacesToo(CacheMode cache) {
        MultiLayerNetwork plain = plain(CNN2DFormat.NCHW, Activation.TANH, null);
        MultiLayerNetwork network = accelerated(CNN2DFormat.NCHW, Activation.TANH, null);
        for (MultiLayerNetwork each : List.of(plain, network)) {
            each.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
            each.getLayerWiseConfigurations().setInferenceWorkspaceMode(WorkspaceMode.NONE);
            each.setCacheMode(cache);
        }
        assertTrainsAsThePlainNetwork(plain, network, CNN2DFormat.NCHW);
    }

    /** What others ask the network between its forward and its backward passes of training. */
    @Test
    void otherPassesBetweenStepsOfTrainingDoNotMatter() {
        DataSet data = tiny(CNN2DFormat.NCHW).data();
        MultiLayerNetwork plain = plain(CNN2DFormat.NCHW, Activation.TANH, null);
        MultiLayerNetwork network = accelerated(CNN2DFormat.NCHW, Activation.TANH, null);
        for (MultiLayerNetwork each : List.of(plain, network)) {
            for (int step = 0; step < 3; step++) {
                each.fit(data);
                each.output(data.getFeatures(), true);
                each.score(data, true);
                each.feedForward(data.getFeatures(), true);
            }
        }
        assertThat(Outcome.distance(plain.params(), network.params())).isLessThan(TOLERANCE);
    }

    /** It equals the function that it extends, as far as that one can tell. */
    @Test
    void functionsThatExtendTheRectifierAreNotTakenForIt() {
        MultiLayerNetwork plain = tiny(CNN2DFormat.NCHW).network(shifted());
        MultiLayerNetwork network = tiny(CNN2DFormat.NCHW).network(shifted());
        OneDnn.accelerate(network);
        assertTrainsAsThePlainNetwork(plain, network, CNN2DFormat.NCHW);
    }

    private static ConvolutionLayer shifted() {
        return convolution(CNN2DFormat.NCHW, Activation.IDENTITY)
                .activation(new ShiftedRectifier())
                .build();
    }

    /** x + 1 above 0, else 1. */
    private static final class ShiftedRectifier extends ActivationReLU {
        private static final long serialVersionUID = 1;

        @Override
        public INDArray getActivation(INDArray in, boolean training) {
            return super.getActivation(in, training).addi(1);
        }
    }

    private static void assertTrainsAsThePlainNetwork(
            MultiLayerNetwork plain, MultiLayerNetwork network, CNN2DFormat format) {
        var expected = Outcome.of(plain, tiny(format).data());
        Outcome.of(network, tiny(format).data())
                .forEach((what, array) -> assertThat(Outcome.distance(expected.get(what), array))
                        .as(what)
                        .isLessThan(TOLERANCE));
    }
}
