package io.github.dl4jdropout.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Faults that lie between a dropout and the layers around it: each shown at work first, then found, and a neighbour left alone. */
class NeighboursTest extends DoublePrecision {

    // Below a MaskZeroLayer

    /** Ones [50, 1, 8] have no padding: a recurrent layer without a mask has an output of its own for each step. */
    @Test
    void droppedStepsAreTakenForPadding() {
        Layer dropout = new RateDropoutLayer.Builder(0.5).seed(1).build();
        MultiLayerNetwork network = init(maskedLstm(dropout));
        INDArray out = network.feedForward(Nd4j.ones(50, 1, 8), true).get(2);
        double masked = out.eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
        assertThat(masked).isBetween(0.4, 0.6);
        assertRefused(maskedLstm(dropout), "dropped steps are taken for padding");
        assertWrong(maskedLstm(new DropoutLayer(0.5)));
        assertRefused(maskedLstm(new DropoutLayer(RateDropout.of(0.5))), "dropped steps are taken for padding");
        assertRefused(maskedLstm(dropout, new ActivationLayer(Activation.TANH)), "dropped steps are taken for padding");
    }

    @Test
    void dropoutElsewhereThanBelowAMaskZeroLayerIsLeftAlone() {
        assertSilent(maskedLstm(new RateDropoutLayer.Builder(0).build()));
        assertSilent(maskedLstm(dropoutLayer(), new LSTM.Builder().nOut(1).build()));
        assertSilent(list().layer(masked(new LSTM.Builder()
                        .nOut(3)
                        .dropOut(RateDropout.of(0.5).withChannelsLast(false))
                        .build()))
                .layer(dropoutLayer())
                .layer(steps())
                .setInputType(InputType.recurrent(1))
                .build());
    }

    // Below an embedding

    @Test
    void indicesBecomeOtherIndices() {
        MultiLayerNetwork network =
                init(words(new RateDropoutLayer.Builder(0.5).seed(1).build()));
        INDArray indices = Nd4j.arange(1, 10).castTo(DataType.DOUBLE).reshape(1, 9);
        INDArray seen = network.feedForward(indices, true).get(1);
        assertThat(seen.maxNumber().doubleValue()).isGreaterThan(9);
        assertRefused(words(dropoutLayer()), "indices of words are multiplied");
        assertRefused(words(new DropoutLayer(RateDropout.of(0.5))), "indices of words are multiplied");
        assertRefused(
                words(new RateDropoutLayer.Builder(0.5)
                        .scaling(Scaling.DOWNSCALE_IN_INFER)
                        .build()),
                "indices of words are multiplied");
        assertWrong(words(new DropoutLayer(0.5)));
        assertRefused(
                list().layer(dropoutLayer())
                        .layer(new EmbeddingLayer.Builder().nIn(20).nOut(4).build())
                        .build(),
                "indices of words are multiplied");
    }

    @Test
    void bareMasksOfIndicesAndDropoutAboveAnEmbeddingAreLeftAlone() {
        assertSilent(
                words(new RateDropoutLayer.Builder(0.5).scaling(Scaling.NONE).build()));
        assertSilent(list().layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(20)
                        .nOut(4)
                        .inputLength(9)
                        .build())
                .layer(dropoutLayer())
                .build());
    }

    // Below layers that are pretrained

    @Test
    void pretrainingRunsTheLayersBelowAsAtInference() {
        Layer autoencoder =
                new AutoEncoder.Builder().nIn(4).nOut(3).corruptionLevel(0).build();
        INDArray with = pretrained(dropoutLayer(), autoencoder);
        INDArray without = pretrained(new RateDropoutLayer.Builder(0).build(), autoencoder);
        assertThat(with).isEqualTo(without);
        assertThat(Dropouts.check(pretrain(dropoutLayer(), autoencoder)).findings())
                .singleElement()
                .satisfies(note -> assertThat(note.kind()).isEqualTo(Kind.NOTE))
                .satisfies(note -> assertThat(note.remedy()).contains("corruptionLevel(rate)"));
        Layer variational = new VariationalAutoencoder.Builder().nIn(4).nOut(3).build();
        assertThat(Dropouts.check(pretrain(dropoutLayer(), variational)).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.NOTE);
        Dropouts.prepare(pretrain(dropoutLayer(), autoencoder)); // a note is no refusal
        assertSilent(
                pretrain(dropoutLayer(), new DenseLayer.Builder().nIn(4).nOut(3).build()));
    }

    // Above layers that return their input itself

    static List<Layer> handingOn() {
        return List.of(
                new MaskLayer(),
                new DropoutLayer((IDropout) null),
                new FrozenLayer(new ActivationLayer(Activation.IDENTITY)),
                new FrozenLayer(
                        new PReLULayer.Builder().inputShape(4, 4).nIn(4).nOut(4).build()),
                new FrozenLayer(new DropoutLayer(0.5)));
    }

    static List<Layer> copying() {
        return List.of(
                new ActivationLayer(Activation.IDENTITY),
                new DropoutLayer(RateDropout.of(0)),
                new DropoutLayer(RateDropout.of(0.5)),
                dropoutLayer(),
                new Upsampling1D.Builder(1).build(),
                new ZeroPadding1DLayer(0),
                new Cropping1D(0));
    }

    @ParameterizedTest
    @MethodSource("handingOn")
    void theFeaturesOfTheCallerAreChanged(Layer below) {
        assertThat(changed(below, RNNFormat.NWC, false)).isTrue();
        assertRefused(overFeatures(below, RNNFormat.NWC), "that is the features of the caller");
    }

    @ParameterizedTest
    @MethodSource("copying")
    void aLayerThatMakesANewArrayIsLeftAlone(Layer below) {
        assertThat(changed(below, RNNFormat.NWC, false)).isFalse();
        assertThat(Dropouts.check(overFeatures(below, RNNFormat.NWC)).findings())
                .noneSatisfy(finding -> assertThat(finding.what()).contains("features"));
    }

    /** It drops in place on every layer. */
    @Test
    void theBuiltInChangesTheFeaturesFromAnyLayer() {
        MultiLayerConfiguration conf = list().layer(new MaskLayer())
                .layer(new DenseLayer.Builder().nIn(4).nOut(3).dropOut(0.5).build())
                .layer(new OutputLayer.Builder()
                        .nIn(3)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
        INDArray features = Nd4j.ones(DataType.DOUBLE, 6, 4);
        init(conf).fit(new DataSet(features, Networks.labels(6, 3)));
        assertThat(features).isNotEqualTo(Nd4j.ones(DataType.DOUBLE, 6, 4));
        assertWrong(conf);
    }

    @Test
    void onChannelsFirstAPreparedLstmTakesANewArray() {
        assertThat(changed(new MaskLayer(), RNNFormat.NCW, false)).isTrue();
        assertThat(changed(new MaskLayer(), RNNFormat.NCW, true)).isFalse();
    }

    private static boolean changed(Layer below, RNNFormat format, boolean prepared) {
        MultiLayerConfiguration conf = overFeatures(below, format);
        MultiLayerNetwork network = init(prepared && format == RNNFormat.NCW ? Dropouts.prepare(conf) : conf);
        INDArray features = Networks.input(3, 4, 4);
        INDArray copy = features.dup();
        network.fit(new DataSet(features, Networks.labels(3, 4, 4)));
        return !features.equals(copy);
    }

    private static MultiLayerConfiguration overFeatures(Layer below, RNNFormat format) {
        return Networks.smooth(WorkspaceMode.NONE)
                .list()
                .layer(below.clone())
                .layer(new LSTM.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dataFormat(format)
                        .dropOut(RateDropout.builder(0.5).seed(1).build())
                        .build())
                .layer(new RnnOutputLayer.Builder()
                        .nIn(4)
                        .nOut(4)
                        .dataFormat(format)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static MultiLayerConfiguration maskedLstm(Layer... below) {
        ListBuilder list = list();
        List.of(below).forEach(list::layer);
        return list.layer(masked(new LSTM.Builder().nOut(3).build()))
                .layer(steps())
                .setInputType(InputType.recurrent(1))
                .build();
    }

    private static Layer masked(Layer layer) {
        return new MaskZeroLayer.Builder().underlying(layer).maskValue(0).build();
    }

    private static MultiLayerConfiguration words(Layer below) {
        return list().layer(below)
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(20)
                        .nOut(4)
                        .inputLength(9)
                        .build())
                .build();
    }

    private static MultiLayerConfiguration pretrain(Layer below, Layer layer) {
        return list().layer(below)
                .layer(layer)
                .layer(new OutputLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    private static INDArray pretrained(Layer below, Layer layer) {
        MultiLayerNetwork network = init(pretrain(below, layer.clone()));
        network.pretrainLayer(1, Networks.input(6, 4));
        return network.params().dup();
    }

    private static void assertRefused(MultiLayerConfiguration conf, String what) {
        String before = conf.toJson();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.prepare(conf))
                .withMessageContaining(what)
                .withMessageContaining("Remedy: ");
        assertThat(conf.toJson()).isEqualTo(before);
    }

    private static void assertWrong(MultiLayerConfiguration conf) {
        assertThat(Dropouts.check(conf).findings()).extracting(Finding::kind).containsExactly(Kind.WRONG);
    }

    private static void assertSilent(MultiLayerConfiguration conf) {
        assertThat(Dropouts.check(conf).findings()).isEmpty();
    }

    private static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static ListBuilder list() {
        return Networks.smooth(WorkspaceMode.NONE).list();
    }

    private static Layer dropoutLayer() {
        return new RateDropoutLayer.Builder(0.5).build();
    }

    private static Layer steps() {
        return new RnnOutputLayer.Builder()
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
