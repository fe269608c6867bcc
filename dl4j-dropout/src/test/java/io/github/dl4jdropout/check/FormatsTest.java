package io.github.dl4jdropout.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Faults of axes: each shown at work first, then settled or refused, and a neighbour left alone. */
class FormatsTest extends DoublePrecision {

    private static final RateDropout CHANNEL =
            RateDropout.builder(0.5).noiseShape(NoiseShape.CHANNEL).seed(1).build();

    /** [N, H, W, C]: each channel of each example is all dropped or all kept, or rows are. */
    @Test
    void channelsLastDropsRowsUntilPrepared() {
        MultiLayerConfiguration conf = convolutions(CNN2DFormat.NHWC, 4, new DropoutLayer(CHANNEL));
        assertThat(channelsAreWhole(conf)).isFalse();
        assertThat(Dropouts.check(conf).findings()).extracting(Finding::kind).containsExactly(Kind.OPEN);
        assertThat(channelsAreWhole(Dropouts.prepare(conf))).isTrue();
        assertThat(Dropouts.check(conf).findings()).isEmpty();
        MultiLayerConfiguration said = convolutions(
                CNN2DFormat.NHWC,
                4,
                new DropoutLayer(RateDropout.builder(0.5)
                        .noiseShape(NoiseShape.CHANNEL)
                        .channelsLast(true)
                        .build()));
        assertThat(Dropouts.check(said).findings()).isEmpty();
    }

    @Test
    void axisOneIsRightOnChannelsFirst() {
        MultiLayerConfiguration conf = convolutions(CNN2DFormat.NCHW, 4, new DropoutLayer(CHANNEL));
        String before = conf.toJson();
        assertSilent(conf);
        assertThat(Dropouts.prepare(conf).toJson()).isEqualTo(before);
    }

    @Test
    void aCubeOnChannelsFirstIsRefusedInTrainingAndRightOncePrepared() {
        MultiLayerConfiguration conf =
                convolutions(CNN2DFormat.NCHW, 3, convolution(CNN2DFormat.NCHW, RateDropout.of(0.5)));
        DataSet data = new DataSet(Networks.input(4, 1, 3, 3), Networks.labels(4, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> init(conf).fit(data))
                .withMessageContaining("here has H = W = C")
                .withMessageContaining("Dropouts.prepare(configuration)");
        assertThat(Dropouts.check(conf).findings()).extracting(Finding::kind).containsExactly(Kind.OPEN);
        MultiLayerNetwork network = init(Dropouts.prepare(conf));
        assertThat(Networks.gradientsAreRight(network, data.getFeatures(), data.getLabels(), null))
                .isTrue();
        MultiLayerConfiguration copy = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(copy).isEqualTo(conf);
        init(copy).fit(data);
    }

    /** On [N, H, W, C] the shape of a gradient does not show its format; what is said is believed. */
    @Test
    void aFormatThatIsNotThatOfTheLayerGivesWrongGradientsAndIsRefused() {
        RateDropout wrong = RateDropout.builder(0.5).channelsLast(false).build();
        MultiLayerConfiguration conf = convolutions(CNN2DFormat.NHWC, 3, convolution(CNN2DFormat.NHWC, wrong));
        assertThat(Networks.gradientsAreRight(init(conf), Networks.input(4, 3, 3, 1), Networks.labels(4, 2), null))
                .isFalse();
        assertRefused(conf, "the dropout takes channels to be first, and they are not");
        assertSilent(convolutions(
                CNN2DFormat.NHWC,
                4,
                convolution(
                        CNN2DFormat.NHWC,
                        RateDropout.builder(0.5).channelsLast(true).build())));
        assertSilent(convolutions(CNN2DFormat.NHWC, 4, new DropoutLayer(wrong))); // element-wise: no axis matters
    }

    @Test
    void aDropoutLayerThatWasNotToldTheFormatIsRefused() {
        Layer dropout =
                new RateDropoutLayer.Builder(0.5).noiseShape(NoiseShape.CHANNEL).build();
        Layer convolution = convolution(CNN2DFormat.NHWC, null);
        ((ConvolutionLayer) convolution).setNIn(1);
        assertRefused(
                list().layer(convolution).layer(dropout).build(),
                "the dropout takes channels to be first, and they are not");
        assertSilent(convolutions(CNN2DFormat.NHWC, 4, dropout));
        assertSilent(list().layer(convolution)
                .layer(new RateDropoutLayer.Builder(0.5).build())
                .build());
    }

    @Test
    void aShapeOfSequencesHasNoMeaningOnADenseLayer() {
        RateDropout time = RateDropout.builder(0.5).noiseShape(NoiseShape.TIME).build();
        MultiLayerConfiguration conf = list().layer(dense(time)).layer(output()).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> init(conf).fit(new DataSet(Networks.input(3, 4), Networks.labels(3, 2))))
                .withMessageContaining("noise shape TIME");
        assertRefused(conf, "NoiseShape.TIME has no meaning for the input of DenseLayer");
        assertRefused(
                convolutions(CNN2DFormat.NCHW, 4, convolution(CNN2DFormat.NCHW, time)),
                "NoiseShape.TIME has no meaning for the input of ConvolutionLayer");
        assertRefused(
                list().layer(dense(RateDropout.builder(0.5)
                                .noiseShape(NoiseShape.sharedAxes(2))
                                .build()))
                        .build(),
                "has no meaning for the input of DenseLayer");
        assertRefused(
                list().layer(dense(null))
                        .layer(new RateDropoutLayer.Builder(0.5)
                                .noiseShape(NoiseShape.TIME)
                                .build())
                        .build(),
                "NoiseShape.TIME has no meaning");
        assertSilent(list().layer(dense(CHANNEL)).layer(output()).build());
        assertSilent(list().layer(lstm(time.withChannelsLast(false))).build());
    }

    static List<NoiseShape> ofSequences() {
        return List.of(NoiseShape.EXAMPLE, NoiseShape.CHANNEL, NoiseShape.TIME);
    }

    /** Rows of the dense layer are time steps: one example has dropped and kept ones. */
    @Test
    void examplesAreDroppedStepByStepOnADenseLayer() {
        RateDropout example =
                RateDropout.builder(0.5).noiseShape(NoiseShape.EXAMPLE).seed(1).build();
        MultiLayerNetwork network = init(list().layer(dense(example))
                .inputPreProcessor(0, new RnnToFeedForwardPreProcessor())
                .build());
        network.setParam("0_W", Nd4j.eye(4));
        network.setParam("0_b", Nd4j.zeros(1, 4));
        INDArray rows = network.output(Nd4j.ones(1, 4, 16), true); // one example
        double kept = rows.gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
        assertThat(kept).isBetween(0.1, 0.9);
    }

    @ParameterizedTest
    @MethodSource("ofSequences")
    void shapesOfWholeSequencesAreRefusedWhereStepsAreExamples(NoiseShape shape) {
        RateDropout dropout = RateDropout.builder(0.5).noiseShape(shape).build();
        Layer layer = new RateDropoutLayer.Builder(0.5).noiseShape(shape).build();
        String what = "each time step has draws of its own, and " + shape + " would not hold for a sequence";
        assertRefused(sequences(lstm(null), dense(dropout)), what);
        assertRefused(sequences(lstm(null), dense(null), dense(dropout)), what);
        assertRefused(sequences(lstm(null), dense(null), layer, dense(null)), what);
        assertRefused(sequences(lstm(null), new TimeDistributed(dense(dropout))), what);
        assertRefused(sequences(lstm(null), rnnOutput(dropout)), what);
        assertSilent(sequences(lstm(null), layer, dense(null)));
        assertSilent(sequences(lstm(dropout.withChannelsLast(false)), dense(null)));
        assertSilent(sequences(lstm(null), dense(RateDropout.of(0.5)), rnnOutput(RateDropout.of(0.5))));
    }

    @ParameterizedTest
    @EnumSource
    void thePositionIsThatOfTheFormat(CNN2DFormat format) {
        MultiLayerConfiguration conf = convolutions(format, 4, convolution(format, CHANNEL));
        Dropouts.prepare(conf);
        assertThat(Walk.over(conf).places().get(1).keyed().orElseThrow().getChannelsLast())
                .isEqualTo(format == CNN2DFormat.NHWC);
    }

    private static boolean channelsAreWhole(MultiLayerConfiguration conf) {
        INDArray x = Nd4j.ones(DataType.DOUBLE, 5, 3, 3, 1);
        INDArray kept = init(conf).feedForward(x, true).get(2).neq(0).castTo(DataType.DOUBLE);
        INDArray share = kept.mean(1, 2);
        return share.eq(0).castTo(DataType.DOUBLE).addi(share.eq(1)).minNumber().doubleValue() == 1;
    }

    private static MultiLayerConfiguration convolutions(CNN2DFormat format, int channels, Layer layer) {
        return list().layer(new ConvolutionLayer.Builder(1, 1)
                        .nOut(channels)
                        .dataFormat(format)
                        .build())
                .layer(layer.clone())
                .layer(output())
                .setInputType(InputType.convolutional(3, 3, 1, format))
                .build();
    }

    private static Layer convolution(CNN2DFormat format, IDropout dropout) {
        return new ConvolutionLayer.Builder(2, 2)
                .nOut(2)
                .dataFormat(format)
                .dropOut(dropout)
                .build();
    }

    private static MultiLayerConfiguration sequences(Layer... layers) {
        ListBuilder list = list();
        for (Layer layer : layers) {
            list.layer(layer.clone());
        }
        return list.setInputType(InputType.recurrent(4)).build();
    }

    private static Layer dense(IDropout dropout) {
        return new DenseLayer.Builder()
                .nIn(4)
                .nOut(4)
                .activation(Activation.IDENTITY)
                .dropOut(dropout)
                .build();
    }

    private static Layer lstm(IDropout dropout) {
        return new LSTM.Builder().nIn(4).nOut(4).dropOut(dropout).build();
    }

    private static Layer rnnOutput(IDropout dropout) {
        return new RnnOutputLayer.Builder()
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .dropOut(dropout)
                .build();
    }

    private static Layer output() {
        return new OutputLayer.Builder()
                .nIn(4)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static ListBuilder list() {
        return Networks.smooth(WorkspaceMode.ENABLED).list();
    }

    private static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static void assertRefused(MultiLayerConfiguration conf, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.prepare(conf))
                .withMessageContaining(what)
                .withMessageContaining("received 1 that would not");
    }

    private static void assertSilent(MultiLayerConfiguration conf) {
        assertThat(Dropouts.check(conf).findings()).isEmpty();
    }
}
