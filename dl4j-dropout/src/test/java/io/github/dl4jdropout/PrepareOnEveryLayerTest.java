package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.check.Dropouts;
import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.contract.DoublePrecision;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/**
 * What {@link Dropouts} says of a layer, held against what the layer does: the table of the configuration and that of the call stack
 * must agree. That Deeplearning4j's own dropout is wrong where the former refuses is shown by {@link RefusingLayersTest}.
 */
class PrepareOnEveryLayerTest extends DoublePrecision {

    static List<LayerCase> right() {
        return LayerCases.right();
    }

    static List<LayerCase> wrongWithTheBuiltIn() {
        return RefusedLayerCases.wrongWithTheBuiltIn();
    }

    static List<LayerCase> alikeToAWrongOne() {
        return RefusedLayerCases.alikeToAWrongOne();
    }

    @ParameterizedTest
    @MethodSource("right")
    void aLayerThatIsRightIsLetThroughAndStaysRight(LayerCase layer) {
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        String before = network.getLayerWiseConfigurations().toJson();
        Dropouts.prepare(network);
        assertThat(Dropouts.check(network).findings()).isEmpty();
        if (!network.getLayerWiseConfigurations().toJson().equals(before)) {
            assertThat(layer.gradientsAreRight(network)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("wrongWithTheBuiltIn")
    void aLayerThatIsRefusedInTrainingIsRefusedBefore(LayerCase layer) {
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.prepare(network))
                .withMessageContaining("received 1 that would not:\n  layer ")
                .withMessageContaining("Remedy: ")
                .withMessageContaining("RateDropoutLayer.of(0.4)");
        assertThat(Dropouts.prepare(layer.with(RateDropout.of(0)))).isNotNull();
    }

    /** The rules are the same for dropouts of Deeplearning4j, which nothing refuses. */
    @ParameterizedTest
    @MethodSource("wrongWithTheBuiltIn")
    void checkFindsTheBuiltInThereAndPrepareLeavesItAlone(LayerCase layer) {
        MultiLayerNetwork network = layer.with(new Dropout(0.6));
        assertThat(Dropouts.check(network).findings()).extracting(Finding::kind).containsExactly(Kind.WRONG);
        assertThat(Dropouts.check(network).toString()).contains(" wrong [1]\n");
        Dropouts.prepare(network);
    }

    @ParameterizedTest
    @MethodSource({"right", "alikeToAWrongOne"})
    void checkIsSilentOnTheBuiltInWhereItIsRight(LayerCase layer) {
        assertThat(Dropouts.check(layer.with(new Dropout(0.6))).findings()).isEmpty();
    }

    /** Refused at run time, where [N, C, T] does not show; right, once the configuration has said so. */
    @ParameterizedTest
    @MethodSource("alikeToAWrongOne")
    void aSequenceOnChannelsFirstIsRightOncePrepared(LayerCase layer) {
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(new DataSet(layer.x(), layer.y())))
                .withMessageContaining("if the format is [N, C, T], Dropouts.prepare(configuration) is enough");
        assertThat(Dropouts.check(network).findings()).extracting(Finding::kind).containsOnly(Kind.OPEN);
        assertThat(layer.gradientsAreRight(Dropouts.prepare(network))).isTrue();
        assertThat(Dropouts.check(network).findings()).isEmpty();
    }

    @Test
    void aSequenceOnChannelsFirstIsRightInAGraphOncePrepared() {
        LayerCase layer = LayerCase.named(LayerCases.right(), "LSTM NCW");
        ComputationGraph network = Dropouts.prepare(layer.lastOfTwoConsumers(RateDropout.of(0.4)));
        assertThat(layer.gradientsAreRight(network)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LSTM NWC", "Bidirectional LSTM NWC", "ElementWiseMultiplication", "SpaceToBatch"})
    void aLayerThatWorksInPlaceIsRefusedInAGraph(String name) {
        LayerCase layer = LayerCase.named(LayerCases.right(), name);
        ComputationGraph network = layer.lastOfTwoConsumers(RateDropout.of(0.4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dropouts.prepare(network))
                .withMessageContaining("\"last\"")
                .withMessageContaining("it is a layer of a graph");
    }
}
