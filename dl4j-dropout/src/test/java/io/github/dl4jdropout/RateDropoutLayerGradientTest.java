package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients against finite differences: every scaling, every noise shape, every data format, with and without workspaces. */
class RateDropoutLayerGradientTest extends DoublePrecision {

    static Stream<Arguments> feedForward() {
        return configurations(NoiseShape.ELEMENT, NoiseShape.CHANNEL, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(0));
    }

    static Stream<Arguments> convolutional() {
        return configurations(NoiseShape.ELEMENT, NoiseShape.CHANNEL, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(0, -1));
    }

    static Stream<Arguments> recurrent() {
        return configurations(
                NoiseShape.ELEMENT,
                NoiseShape.CHANNEL,
                NoiseShape.TIME,
                NoiseShape.EXAMPLE,
                NoiseShape.sharedAxes(0, 1));
    }

    private static Stream<Arguments> configurations(NoiseShape... shapes) {
        return Arrays.stream(Scaling.values())
                .flatMap(scaling -> Arrays.stream(shapes).map(shape -> arguments(scaling, shape)));
    }

    private static RateDropoutLayer layer(Scaling scaling, NoiseShape shape) {
        return new RateDropoutLayer.Builder(0.4)
                .scaling(scaling)
                .noiseShape(shape)
                .build();
    }

    @ParameterizedTest
    @MethodSource("feedForward")
    void feedForward(Scaling scaling, NoiseShape shape) {
        check(
                Networks.input(6, 5),
                Networks.labels(6, 3),
                smooth -> smooth.list()
                        .layer(new DenseLayer.Builder().nOut(6).build())
                        .layer(layer(scaling, shape))
                        .layer(output())
                        .setInputType(InputType.feedForward(5))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("convolutional")
    void convolutional(Scaling scaling, NoiseShape shape) {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            INDArray x = Networks.input(3, 2, 4, 4);
            check(
                    format == CNN2DFormat.NCHW ? x : x.permute(0, 2, 3, 1).dup('c'),
                    Networks.labels(3, 3),
                    smooth -> smooth.list()
                            .layer(convolution(format))
                            .layer(layer(scaling, shape))
                            .layer(convolution(format))
                            .layer(output())
                            .setInputType(InputType.convolutional(4, 4, 2, format))
                            .build());
        }
    }

    @ParameterizedTest
    @MethodSource("recurrent")
    void recurrent(Scaling scaling, NoiseShape shape) {
        for (RNNFormat format : RNNFormat.values()) {
            INDArray x = Networks.input(3, 2, 4);
            INDArray y = Networks.labels(3, 3, 4);
            boolean ncw = format == RNNFormat.NCW;
            check(
                    ncw ? x : x.permute(0, 2, 1).dup('c'),
                    ncw ? y : y.permute(0, 2, 1).dup('c'),
                    smooth -> smooth.list()
                            .layer(new SimpleRnn.Builder()
                                    .nOut(4)
                                    .dataFormat(format)
                                    .build())
                            .layer(layer(scaling, shape))
                            .layer(new RnnOutputLayer.Builder()
                                    .nOut(3)
                                    .activation(Activation.SOFTMAX)
                                    .dataFormat(format)
                                    .build())
                            .setInputType(InputType.recurrent(2, format))
                            .build());
        }
    }

    private interface Network {
        MultiLayerConfiguration from(NeuralNetConfiguration.Builder smooth);
    }

    private static void check(INDArray x, INDArray y, Network network) {
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            MultiLayerNetwork net = new MultiLayerNetwork(network.from(Networks.smooth(mode)));
            net.init();
            assertThat(Networks.gradientsAreRight(net, x, y, null)).isTrue();
        }
    }

    private static ConvolutionLayer convolution(CNN2DFormat format) {
        return new ConvolutionLayer.Builder(2, 2).nOut(2).dataFormat(format).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }
}
