package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;

/** {@link RateDropout} given to {@code .dropOut(...)} of Deeplearning4j's layers: gradients against finite differences. */
class RateDropoutInLayersTest extends DoublePrecision {

    static List<LayerCase> right() {
        return LayerCases.right();
    }

    static List<LayerCase> refused() {
        return RefusingLayersTest.refused();
    }

    @ParameterizedTest
    @MethodSource("right")
    void theGradientsAreRight(LayerCase layer) {
        assertThat(layer.gradientsAreRight(layer.with(RateDropout.of(0.4)))).isTrue();
    }

    /** Without this, a dropout that is never called would pass the test above. */
    @ParameterizedTest
    @MethodSource("right")
    void theLayerDrops(LayerCase layer) {
        DataSet data = new DataSet(layer.x(), layer.y());
        MultiLayerNetwork network = layer.with(RateDropout.of(0.4));
        assertThat(network.score(data, true)).isNotEqualTo(network.score(data, false));
    }

    @Test
    void spaceToBatchWorksWhereTheBuiltInThrows() {
        LayerCase layer = LayerCase.named(LayerCases.right(), "SpaceToBatch");
        assertThatNullPointerException().isThrownBy(() -> layer.gradientsAreRight(layer.with(new Dropout(0.6))));
        assertThat(layer.gradientsAreRight(layer.with(RateDropout.of(0.4)))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dense", "PReLU", "Convolution2D"})
    void theLastOfSeveralConsumersIsRightWhereTheBuiltInIsWrong(String name) {
        LayerCase layer = LayerCase.named(LayerCases.right(), name);
        assertThat(layer.gradientsAreRight(layer.lastOfTwoConsumers(new Dropout(0.6))))
                .isFalse();
        assertThat(layer.gradientsAreRight(layer.lastOfTwoConsumers(RateDropout.of(0.4))))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void rateZeroIsRightEverywhere(LayerCase layer) {
        assertThat(layer.gradientsAreRight(layer.with(RateDropout.of(0)))).isTrue();
    }

    @Test
    void rateZeroTakesOffTheDropoutThatTheNetworkSetsForAllLayers() {
        MultiLayerNetwork network = new MultiLayerNetwork(Networks.smooth(WorkspaceMode.ENABLED)
                .dropOut(RateDropout.of(0.4))
                .list()
                .layer(new Convolution1D.Builder(1)
                        .nOut(3)
                        .dropOut(RateDropout.of(0))
                        .build())
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(4))
                .build());
        network.init();
        assertThat(Networks.gradientsAreRight(network, Networks.input(3, 4, 4), Networks.labels(3, 3, 4), null))
                .isTrue();
    }
}
