package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.contract.DoublePrecision;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** The layers that {@link RateDropout} refuses, what Deeplearning4j's own dropout does there, and that the remedy is one. */
class RefusingLayersTest extends DoublePrecision {

    static List<LayerCase> wrongWithTheBuiltIn() {
        return RefusedLayerCases.wrongWithTheBuiltIn();
    }

    static List<LayerCase> alikeToAWrongOne() {
        return RefusedLayerCases.alikeToAWrongOne();
    }

    static List<LayerCase> refused() {
        return Stream.of(wrongWithTheBuiltIn(), alikeToAWrongOne())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theLayerIsRefusedWithTheRemedy(LayerCase layer) {
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(new DataSet(layer.x(), layer.y())))
                .withMessageMatching(
                        "Dropout on \\w+: expected .*, received .*put a RateDropoutLayer in front of it.*Dropouts\\.prepare\\(configuration\\).*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SpaceToDepth | ; Dropouts.prepare(configuration) finds this before training
            AutoEncoder  | ; in pretraining, which does not run the layers below, corruptionLevel(rate) drops its input; Dropouts.prepare(configuration) finds this before training
            SimpleRnn NWC | ' (above it, if it stands in a MaskZeroLayer, which takes dropped steps for padding); if the format is [N, C, T], Dropouts.prepare(configuration) is enough'
            """)
    void theRemedyIsThatOfTheLayer(String name, String ending) {
        LayerCase layer = LayerCase.named(refused(), name);
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(new DataSet(layer.x(), layer.y())))
                .withMessageEndingWith("put a RateDropoutLayer in front of it" + ending);
    }

    @ParameterizedTest
    @MethodSource("wrongWithTheBuiltIn")
    void theBuiltInTrainsOnWrongGradientsThere(LayerCase layer) {
        assertThat(layer.gradientsAreRight(layer.with(null))).isTrue();
        assertThat(layer.gradientsAreRight(layer.with(new Dropout(0.6)))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("alikeToAWrongOne")
    void theBuiltInIsRightWhereTheOtherFormatIsNot(LayerCase layer) {
        assertThat(layer.gradientsAreRight(layer.with(new Dropout(0.6)))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aLayerInFrontIsRight(LayerCase layer) {
        assertThat(layer.gradientsAreRight(layer.withInFront(new RateDropoutLayer.Builder(0.4).build())))
                .isTrue();
    }

    /** These change their input in place, which is another layer's input too. */
    @ParameterizedTest
    @ValueSource(strings = {"LSTM NCW", "LSTM NWC", "Bidirectional LSTM NCW", "ElementWiseMultiplication"})
    void layersThatChangeTheirInputAreRefusedInGraphs(String name) {
        LayerCase layer = LayerCase.named(LayerCases.right(), name);
        assertThat(layer.gradientsAreRight(layer.lastOfTwoConsumers(new Dropout(0.6))))
                .isFalse();
        ComputationGraph network = layer.lastOfTwoConsumers(RateDropout.of(0.4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(new DataSet(layer.x(), layer.y())))
                .withMessageContaining(
                        "only where it may change its input in place, which is from the second layer of a"
                                + " MultiLayerNetwork on");
    }

    /** Strides must not decide: sequences come from files in 'f' order, and from users as permuted views. */
    @ParameterizedTest
    @MethodSource("refused")
    void theOrderOfTheInputInMemoryDoesNotMatter(LayerCase layer) {
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(new DataSet(layer.x().dup('f'), layer.y())))
                .withMessageContaining("Dropout on");
    }
}
