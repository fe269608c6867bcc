package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Layers above one another: each takes the arrays of the other path, in the layout that it leaves them in. */
class WholeNetworkTest {

    private static final double TOLERANCE = 5e-5;

    @BeforeEach
    void oneDnnIsThere() {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
    }

    /** On channels last the plain path hands over the gradient on channels first, this one as it is. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void dropoutInAnAcceleratedLayerTrainsAsInAPlainOne(CNN2DFormat format) {
        TinyNetwork tiny = new TinyNetwork(DataType.FLOAT, format, 6, 3, 12, 10);
        Layer layer = convolution(format, ConvolutionMode.Same)
                .dropOut(RateDropout.builder(0.3).seed(5).build())
                .build();
        var plain = Outcome.of(tiny.network(layer.clone()), tiny.data());
        MultiLayerNetwork network = tiny.network(layer.clone());
        OneDnn.accelerate(network);
        Outcome.of(network, tiny.data())
                .forEach((what, array) -> assertThat(Outcome.distance(plain.get(what), array))
                        .as(what)
                        .isLessThan(TOLERANCE));
    }

    /** With every kind of layer in front of, between and after accelerated ones, seeded dropout among them. */
    private static Layer[] deep(CNN2DFormat format) {
        return new Layer[] {
            convolution(format, ConvolutionMode.Same).build(),
            new BatchNormalization.Builder().dataFormat(format).build(),
            new ActivationLayer(Activation.RELU),
            convolution(format, ConvolutionMode.Truncate)
                    .activation(Activation.RELU)
                    .build(),
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .dataFormat(format)
                    .build(),
            new RateDropoutLayer.Builder(0.25)
                    .noiseShape(NoiseShape.CHANNEL)
                    .seed(5)
                    .build(),
            convolution(format, ConvolutionMode.Same).dilation(2, 2).build(),
            convolution(format, ConvolutionMode.Same).stride(2, 2).build(),
            new DenseLayer.Builder().nOut(7).build(),
            new BatchNormalization.Builder().dataFormat(format).build()
        };
    }

    private static ConvolutionLayer.Builder convolution(CNN2DFormat format, ConvolutionMode mode) {
        return new ConvolutionLayer.Builder(3, 3).nOut(6).convolutionMode(mode).dataFormat(format);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void trainsAsThePlainNetworkDoes(CNN2DFormat format) {
        TinyNetwork tiny = new TinyNetwork(DataType.FLOAT, format, 6, 3, 12, 10);
        var plain = Outcome.of(tiny.network(deep(format)), tiny.data());
        MultiLayerNetwork network = tiny.network(deep(format));
        Acceleration done = OneDnn.accelerate(network);
        assertThat(done.layers())
                .containsExactly(
                        new LayerChoice("layer0", ""),
                        new LayerChoice("layer1", ""),
                        new LayerChoice("layer3", ""),
                        new LayerChoice("layer4", "pooling"),
                        new LayerChoice("layer6", "dilation"),
                        new LayerChoice("layer7", ""),
                        new LayerChoice("layer9", ""));
        Outcome.of(network, tiny.data())
                .forEach((what, array) -> assertThat(Outcome.distance(plain.get(what), array))
                        .as(what)
                        .isLessThan(TOLERANCE));
    }

    @Test
    void trainingIsRepeatableToTheLastBit() {
        TinyNetwork tiny = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 6, 3, 12, 10);
        double[][] parameters = Stream.generate(() -> tiny.network(deep(CNN2DFormat.NCHW)))
                .limit(2)
                .map(network -> {
                    OneDnn.accelerate(network);
                    return Outcome.of(network, tiny.data())
                            .get("parameters after training")
                            .data()
                            .asDouble();
                })
                .toArray(double[][]::new);
        assertThat(parameters[0]).isEqualTo(parameters[1]);
    }

    @Test
    void batchesOfOtherSizesAndShapesGoThroughTheSameLayer() {
        TinyNetwork small = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 1, 3, 9, 9);
        Layer layer =
                convolution(CNN2DFormat.NCHW, ConvolutionMode.Same).stride(2, 2).build();
        MultiLayerNetwork plain = small.network(layer.clone());
        MultiLayerNetwork network = small.network(layer.clone());
        OneDnn.accelerate(network);
        for (int[] shape : new int[][] {{1, 9, 9}, {5, 9, 9}, {2, 8, 13}, {1, 9, 9}}) {
            INDArray x = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, shape[0], 3, shape[1], shape[2])
                    .data()
                    .getFeatures();
            assertThat(Outcome.distance(
                            plain.feedForwardToLayer(0, x, false).get(1),
                            network.feedForwardToLayer(0, x, false).get(1)))
                    .as(Arrays.toString(shape))
                    .isLessThan(TOLERANCE);
        }
    }

    @Test
    void graphsAreAcceleratedToo() {
        ComputationGraph plain = graph();
        ComputationGraph graph = graph();
        assertThat(OneDnn.accelerate(graph)).hasToString("oneDNN: active in 3 layers");
        DataSet data = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 4, 3, 8, 8).data();
        for (int step = 0; step < 3; step++) {
            plain.fit(data);
            graph.fit(data);
        }
        assertThat(Outcome.distance(plain.params(), graph.params())).isLessThan(TOLERANCE);
    }

    private static ComputationGraph graph() {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.001))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer(
                        "left",
                        convolution(CNN2DFormat.NCHW, ConvolutionMode.Same).build(),
                        "image")
                .addLayer(
                        "right",
                        convolution(CNN2DFormat.NCHW, ConvolutionMode.Same).build(),
                        "image")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
                .addLayer("normalized", new BatchNormalization(), "sum")
                .addLayer(
                        "output",
                        new OutputLayer.Builder()
                                .nOut(TinyNetwork.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "normalized")
                .setOutputs("output")
                .build();
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        return graph;
    }
}
