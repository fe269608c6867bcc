package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * {@link RateDropout} on 2D convolutions in both formats. Plain ones on channels last drop [N, H, W, C] and hand over the gradient as
 * [N, C, H, W]; depthwise and separable ones hand it over as [N, H, W, C].
 */
class ImageFormatsTest extends DoublePrecision {

    /** Maps of the convolution below the one in question. */
    private static final int MAPS = 3;

    /** A convolution makes 3 maps, shorter by 1 than the images, for the layer in question. */
    private static MultiLayerNetwork network(CNN2DFormat format, int height, int width, ConvolutionLayer layer) {
        MultiLayerNetwork network = new MultiLayerNetwork(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(MAPS)
                        .dataFormat(format)
                        .build())
                .layer(layer)
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(height + 1, width + 1, 2, format))
                .build());
        network.init();
        return network;
    }

    private static MultiLayerNetwork network(CNN2DFormat format, int height, int width, IDropout dropout) {
        return network(
                format,
                height,
                width,
                new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .dataFormat(format)
                        .dropOut(dropout)
                        .build());
    }

    private static DataSet data(CNN2DFormat format, int height, int width) {
        INDArray x = format == CNN2DFormat.NHWC
                ? Networks.input(3, height + 1, width + 1, 2)
                : Networks.input(3, 2, height + 1, width + 1);
        return new DataSet(x, Networks.labels(3, 3));
    }

    private static boolean gradientsAreRight(MultiLayerNetwork network, DataSet data) {
        return Networks.gradientsAreRight(network, data.getFeatures(), data.getLabels(), null);
    }

    private static void assertDropsWithRightGradients(MultiLayerNetwork network, DataSet data, IDropout dropout) {
        assertThat(network.score(data, true)).as(dropout.toString()).isNotEqualTo(network.score(data, false));
        assertThat(gradientsAreRight(network, data)).as(dropout.toString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4x4", "4x5", "3x4", "4x3"})
    void onChannelsLastGradientsAreRightWhereTheShapeTellsTheFormat(String size) {
        int height = size.charAt(0) - '0';
        int width = size.charAt(2) - '0';
        DataSet data = data(CNN2DFormat.NHWC, height, width);
        for (RateDropout dropout : new RateDropout[] {
            RateDropout.of(0.4),
            RateDropout.builder(0.4).channelsLast(true).build(),
            RateDropout.builder(0.4).noiseShape(NoiseShape.sharedAxes(1, 2)).build(),
            RateDropout.builder(0.4)
                    .noiseShape(NoiseShape.CHANNEL)
                    .channelsLast(true)
                    .build()
        }) {
            assertDropsWithRightGradients(network(CNN2DFormat.NHWC, height, width, dropout), data, dropout);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 4, 5", "false, 3, 3", "true, 4, 5", "true, 3, 3"})
    void depthwiseAndSeparableConvolutionsOnChannelsLastAreRight(boolean separable, int height, int width) {
        DataSet data = data(CNN2DFormat.NHWC, height, width);
        IDropout dropout = RateDropout.builder(0.4).channelsLast(true).build();
        ConvolutionLayer layer = separable
                ? new SeparableConvolution2D.Builder(2, 2)
                        .nOut(2)
                        .dataFormat(CNN2DFormat.NHWC)
                        .dropOut(dropout)
                        .build()
                : new DepthwiseConvolution2D.Builder(2, 2)
                        .nOut(MAPS)
                        .dataFormat(CNN2DFormat.NHWC)
                        .dropOut(dropout)
                        .build();
        assertDropsWithRightGradients(network(CNN2DFormat.NHWC, height, width, layer), data, dropout);
    }

    /** Nobody said where the channels are, and the mask shared the wrong axes. */
    @Test
    void onChannelsLastChannelsThatWereTakenForTheFirstAreRefused() {
        MultiLayerNetwork network = network(
                CNN2DFormat.NHWC,
                4,
                4,
                RateDropout.builder(0.4).noiseShape(NoiseShape.CHANNEL).build());
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(data(CNN2DFormat.NHWC, 4, 4)))
                .withMessageContaining("expected the gradient of the last forward pass, of shape [3, 4, 4, 3]")
                .withMessageEndingWith("if it is a convolution on [N, H, W, C], say so with channelsLast(true)");
    }

    @Test
    void onChannelsLastWhatWasSaidToBeFirstIsRefused() {
        MultiLayerNetwork network = network(
                CNN2DFormat.NHWC,
                4,
                5,
                RateDropout.builder(0.4).channelsLast(false).build());
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(data(CNN2DFormat.NHWC, 4, 5)))
                .withMessageContaining("expected the gradient of the last forward pass, of shape [3, 4, 5, 3]");
    }

    /** There the shape of the gradient tells nothing, and the built-in trains on wrong ones. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void imagesThatLookTheSameInBothFormatsAreRefused(CNN2DFormat format) {
        DataSet data = data(format, MAPS, MAPS);
        assertThat(gradientsAreRight(network(format, MAPS, MAPS, (IDropout) null), data))
                .isTrue();
        assertThat(gradientsAreRight(network(format, MAPS, MAPS, new Dropout(0.6)), data))
                .isEqualTo(format == CNN2DFormat.NCHW);
        for (RateDropout dropout : new RateDropout[] {
            RateDropout.of(0.4), RateDropout.builder(0.4).channelsLast(true).build()
        }) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> network(format, MAPS, MAPS, dropout).fit(data))
                    .withMessageMatching(
                            "Dropout on ConvolutionLayer: .*here has H = W = C.*RateDropoutLayer in front of"
                                    + " it; if the format is \\[N, C, H, W\\], Dropouts.prepare\\(configuration\\), or"
                                    + " RateDropout.builder\\(rate\\).channelsLast\\(false\\), is enough");
        }
    }

    @Test
    void onChannelsFirstTheyAreRightIfThatIsSaid() {
        DataSet data = data(CNN2DFormat.NCHW, MAPS, MAPS);
        RateDropout dropout = RateDropout.builder(0.4).channelsLast(false).build();
        assertDropsWithRightGradients(network(CNN2DFormat.NCHW, MAPS, MAPS, dropout), data, dropout);
    }

    /** The size of images may change from batch to batch: the answer for one is not kept for the other. */
    @Test
    void imagesThatLookTheSameInBothFormatsAreRefusedAfterOthersToo() {
        ConvolutionLayer.Builder convolution = new ConvolutionLayer.Builder(2, 2).nOut(MAPS);
        MultiLayerNetwork network = new MultiLayerNetwork(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(convolution.build())
                .layer(convolution.dropOut(RateDropout.of(0.4)).build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(5, 5, 2))
                .build());
        network.init();
        network.fit(data(CNN2DFormat.NCHW, 4, 4));
        network.fit(data(CNN2DFormat.NCHW, 5, 4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(data(CNN2DFormat.NCHW, MAPS, MAPS)))
                .withMessageContaining("here has H = W = C");
    }

    /** [N, 1, 1, 1] is not changed by a transposition. */
    @Test
    void aSingleNumberAnImageIsNotRefused() {
        assertThat(ChannelPosition.UNSAID.hidesTransposition(7, 1, 1, 1)).isFalse();
        assertThat(ChannelPosition.UNSAID.hidesTransposition(7, 2, 2, 2)).isTrue();
    }

    @Test
    void adviceAboutTheFormatIsGivenWhereItCouldBeTheFormat() {
        RateDropout dropout = RateDropout.of(0.4);
        INDArray x = Networks.input(3, 4, 4, 2);
        dropout.applyDropout(x, x, 0, 0, null);
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(x, x, 1, 0))
                .withMessageContaining("received one of shape [3, 4, 4, 2] at iteration 1, epoch 0")
                .withMessageNotContaining("channelsLast");
        INDArray transposed = Networks.input(3, 2, 4, 4);
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(transposed, transposed, 1, 0))
                .withMessageContaining("received one of shape [3, 2, 4, 4] at iteration 1, epoch 0")
                .withMessageNotContaining("channelsLast");
        assertThat(dropout.backprop(transposed, transposed, 0, 0)).isSameAs(transposed);
    }

    @Test
    void whatWasSaidDistinguishesDropouts() {
        assertThat(RateDropout.of(0.4))
                .isNotEqualTo(RateDropout.builder(0.4).channelsLast(false).build())
                .isNotEqualTo(RateDropout.builder(0.4).channelsLast(true).build());
        assertThat(RateDropout.of(0.4).getChannelsLast()).isNull();
    }
}
