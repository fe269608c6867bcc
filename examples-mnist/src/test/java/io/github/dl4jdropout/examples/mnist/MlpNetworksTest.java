package io.github.dl4jdropout.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlpNetworksTest {

    private final MlpNetworks networks = new MlpNetworks(6, List.of(5, 4), 3, 0.2, 0.6, 0.001, 2);

    private List<Layer> layers(String method) {
        MultiLayerConfiguration configuration = networks.configuration(method, 9);
        return IntStream.range(0, configuration.getConfs().size())
                .mapToObj(i -> configuration.getConf(i).getLayer())
                .toList();
    }

    private List<IDropout> dropouts(String method) {
        return layers(method).stream().map(Layer::getIDropout).toList();
    }

    @Test
    void withoutDropoutThereIsNone() {
        assertThat(dropouts("none")).containsExactly(null, null, null);
    }

    @Test
    void theBuiltInIsToldTheRetainProbabilityOnTheInputOfEachLayer() {
        assertThat(dropouts("builtin"))
                .extracting(dropout -> ((Dropout) dropout).getP())
                .containsExactly(0.8, 0.4, 0.4);
    }

    @Test
    void invertedDropsByRateAtTheSamePlacesAndEachLayerWithBitsOfItsOwn() {
        assertThat(dropouts("inverted"))
                .containsExactly(
                        RateDropout.builder(0.2).seed(9).layer(0).build(),
                        RateDropout.builder(0.6).seed(9).layer(1).build(),
                        RateDropout.builder(0.6).seed(9).layer(2).build());
    }

    @ParameterizedTest
    @CsvSource({"original, DOWNSCALE_IN_INFER", "guide, UPSCALE_IN_INFER"})
    void scalingsThatActAtInferenceAreLayersBeforeEachLayer(String method, Scaling scaling) {
        List<Layer> layers = layers(method);
        assertThat(layers).hasSize(6);
        for (int i = 0; i < 6; i += 2) {
            assertThat(layers.get(i + 1)).isInstanceOf(BaseLayer.class);
            RateDropoutLayer dropout = (RateDropoutLayer) layers.get(i);
            assertThat(dropout.getScaling()).isEqualTo(scaling);
            assertThat(dropout.getSeed()).isEqualTo(9);
            assertThat(dropout.getRate().at(0, 0)).isEqualTo(i == 0 ? 0.2 : 0.6);
        }
    }

    @Test
    void describesItself() {
        assertThat(networks.description())
                .isEqualTo(
                        "Perceptron 6-5-4-3, rectified linear units, He initialisation, drop rate 0.2 on the input and"
                                + " 0.6 on hidden units, Adam with a learning rate of 0.001 that falls to 0");
    }
}
