package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every layer computes with oneDNN what it computes without: outputs, gradients, training; layers left plain, to the last bit. */
class LayerEqualityTest {

    /** Of sums in single precision that partly cancel. What was wrong on some path was wrong by a hundredth or more. */
    private static final double TOLERANCE = 5e-5;

    private static final List<CNN2DFormat> FORMATS = List.of(CNN2DFormat.NCHW, CNN2DFormat.NHWC);
    private static final List<int[]> SHAPES =
            List.of(new int[] {1, 3, 9, 9}, new int[] {5, 3, 11, 7}, new int[] {4, 16, 8, 12});

    private static final Map<String, Function<CNN2DFormat, Layer>> ACCELERATED = new LinkedHashMap<>();
    private static final Map<String, Function<CNN2DFormat, Layer>> PLAIN = new LinkedHashMap<>();

    static {
        for (int kernel : new int[] {1, 3, 5}) {
            for (int stride : new int[] {1, 2}) {
                for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
                    ACCELERATED.put(
                            "convolution " + kernel + " stride " + stride + " " + mode,
                            format -> convolution(kernel, kernel, format)
                                    .stride(stride, stride)
                                    .convolutionMode(mode)
                                    .build());
                }
            }
        }
        ACCELERATED.put(
                "convolution 3 x 5, stride 1 x 2, padding 2 x 1",
                format -> convolution(3, 5, format).stride(1, 2).padding(2, 1).build());
        ACCELERATED.put(
                "convolution without bias",
                format -> convolution(3, 3, format).hasBias(false).build());
        for (Activation activation : List.of(
                Activation.RELU, Activation.IDENTITY, Activation.LEAKYRELU, Activation.SOFTMAX, Activation.SIGMOID)) {
            ACCELERATED.put(
                    "convolution " + activation,
                    format -> convolution(3, 3, format)
                            .padding(1, 1)
                            .activation(activation)
                            .build());
        }
        for (Activation activation : List.of(Activation.TANH, Activation.SIGMOID)) {
            ACCELERATED.put(
                    "convolution to one map " + activation,
                    format -> convolution(3, 3, format)
                            .nOut(1)
                            .activation(activation)
                            .build());
        }
        ACCELERATED.put(
                "convolution to one row of maps",
                format -> convolution(7, 1, format).stride(9, 1).build());
        ACCELERATED.put(
                "convolution to one column of maps",
                format -> convolution(1, 7, format).stride(1, 9).build());
        ACCELERATED.put(
                "convolution to single numbers",
                format -> convolution(7, 7, format).stride(9, 9).build());
        ACCELERATED.put(
                "batch normalization",
                format -> new BatchNormalization.Builder().dataFormat(format).build());
        ACCELERATED.put(
                "batch normalization, decay and epsilon",
                format -> new BatchNormalization.Builder()
                        .decay(0.5)
                        .eps(0.01)
                        .dataFormat(format)
                        .build());
        ACCELERATED.put(
                "batch normalization, logarithm of deviation",
                format -> new BatchNormalization.Builder()
                        .useLogStd(true)
                        .dataFormat(format)
                        .build());

        for (PoolingType type : List.of(PoolingType.MAX, PoolingType.AVG)) {
            for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
                PLAIN.put(
                        "pooling " + type + " " + mode,
                        format -> pooling(type, format)
                                .stride(2, 2)
                                .convolutionMode(mode)
                                .build());
            }
            PLAIN.put(
                    "pooling " + type + " with padding",
                    format -> pooling(type, format).padding(1, 1).build());
            PLAIN.put(
                    "pooling " + type + " dilated",
                    format -> pooling(type, format).dilation(2, 2).build());
        }
        for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
            PLAIN.put(
                    "convolution dilated " + mode,
                    format -> convolution(3, 3, format)
                            .dilation(2, 2)
                            .convolutionMode(mode)
                            .build());
        }
        PLAIN.put(
                "convolution with weight noise",
                format -> convolution(3, 3, format)
                        .weightNoise(new DropConnect(0.7))
                        .build());
        PLAIN.put(
                "batch normalization, locked", // of channels first, because Deeplearning4j's own backward pass fails
                // for last
                format -> new BatchNormalization.Builder().lockGammaBeta(true).build());
        PLAIN.put(
                "local response normalization",
                format -> new LocalResponseNormalization.Builder()
                        .dataFormat(format)
                        .build());
        PLAIN.put(
                "deconvolution",
                format -> new Deconvolution2D.Builder(3, 3)
                        .nOut(4)
                        .dataFormat(format)
                        .build());
        PLAIN.put(
                "depthwise convolution",
                format -> new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .dataFormat(format)
                        .build());
        PLAIN.put(
                "separable convolution",
                format -> new SeparableConvolution2D.Builder(3, 3)
                        .nOut(4)
                        .dataFormat(format)
                        .build());
        PLAIN.put("dense", format -> new DenseLayer.Builder().nOut(6).build());
    }

    private static ConvolutionLayer.Builder convolution(int height, int width, CNN2DFormat format) {
        return new ConvolutionLayer.Builder(height, width).nOut(5).dataFormat(format);
    }

    private static SubsamplingLayer.Builder pooling(PoolingType type, CNN2DFormat format) {
        return new SubsamplingLayer.Builder(type).kernelSize(3, 3).stride(1, 1).dataFormat(format);
    }

    static Stream<Arguments> accelerated() {
        return everyShape(DataType.FLOAT, ACCELERATED);
    }

    static Stream<Arguments> plain() {
        return everyShape(DataType.FLOAT, PLAIN);
    }

    static Stream<Arguments> ofTypeDouble() {
        return everyShape(DataType.DOUBLE, ACCELERATED);
    }

    private static Stream<Arguments> everyShape(DataType type, Map<String, Function<CNN2DFormat, Layer>> layers) {
        List<Arguments> cases = new ArrayList<>();
        layers.forEach((name, layer) -> {
            for (CNN2DFormat format : name.endsWith("locked") ? List.of(CNN2DFormat.NCHW) : FORMATS) {
                for (int[] shape : SHAPES) {
                    TinyNetwork tiny = new TinyNetwork(type, format, shape[0], shape[1], shape[2], shape[3]);
                    cases.add(Arguments.of(name, tiny, layer.apply(format)));
                }
            }
        });
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("accelerated")
    void acceleratedLayersEqualThePlainPath(String name, TinyNetwork tiny, Layer layer) {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
        Map<String, INDArray> plain = Outcome.of(tiny.network(layer.clone()), tiny.data());
        var network = tiny.network(layer.clone());
        assertThat(OneDnn.accelerate(network).active()).isTrue();
        Outcome.of(network, tiny.data())
                .forEach((what, array) -> assertThat(Outcome.distance(plain.get(what), array))
                        .as(what)
                        .isLessThan(TOLERANCE));
        assertThat(network.getLayer(0).getHelper())
                .as("the helper that did it, not one that Deeplearning4j fell back from")
                .isInstanceOfAny(OneDnnConvolution.class, OneDnnBatchNormalization.class);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource({"plain", "ofTypeDouble"})
    void otherLayersAreLeftAsTheyAre(String name, TinyNetwork tiny, Layer layer) {
        Map<String, INDArray> plain = Outcome.of(tiny.network(layer.clone()), tiny.data());
        var network = tiny.network(layer.clone());
        assertThat(OneDnn.accelerate(network).active()).isFalse();
        assertThat(network.getLayer(0).getHelper()).isNull();
        Outcome.of(network, tiny.data())
                .forEach((what, array) -> assertThat(array.data().asDouble())
                        .as(what)
                        .isEqualTo(plain.get(what).data().asDouble()));
    }
}
