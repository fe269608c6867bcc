package io.github.dl4jdropout.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;

class MlpNetworksTest {

    private final MlpNetworks networks = networks(OptionalDouble.empty(), OptionalDouble.empty());

    private static MlpNetworks networks(OptionalDouble maxNorm, OptionalDouble momentum) {
        return new MlpNetworks(6, List.of(5, 4), 3, 0.2, 0.6, maxNorm, momentum, 0.25, 2);
    }

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
                        RateDropout.builder(0.2)
                                .channelsLast(false)
                                .seed(9)
                                .layer(0)
                                .build(),
                        RateDropout.builder(0.6)
                                .channelsLast(false)
                                .seed(9)
                                .layer(1)
                                .build(),
                        RateDropout.builder(0.6)
                                .channelsLast(false)
                                .seed(9)
                                .layer(2)
                                .build());
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
    void maxNormBoundsTheWeightsIntoEachHiddenUnitAndNoOthers() {
        double bound = 0.5;
        MultiLayerNetwork network = new MultiLayerNetwork(
                networks(OptionalDouble.of(bound), OptionalDouble.empty()).configuration("none", 9));
        network.init();
        for (String weights : List.of("0_W", "1_W", "2_W")) {
            network.getParam(weights).muli(10);
        }
        network.fit(Nd4j.rand(DataType.FLOAT, 7, 6), Nd4j.eye(3).repeat(0, 3).get(NDArrayIndex.interval(0, 7)));
        for (String hidden : List.of("0_W", "1_W")) {
            INDArray norms = network.getParam(hidden).norm2(0);
            assertThat(norms.length()).isEqualTo(hidden.equals("0_W") ? 5 : 4);
            assertThat(norms.maxNumber().doubleValue()).isCloseTo(bound, within(1e-5));
        }
        assertThat(network.getParam("2_W").norm2(0).maxNumber().doubleValue()).isGreaterThan(2 * bound);
    }

    @Test
    void momentumIsGivenToGradientDescentWithTheLearningRateOfEachEpoch() {
        BaseLayer layer = (BaseLayer) networks(OptionalDouble.empty(), OptionalDouble.of(0.95))
                .configuration("inverted", 9)
                .getConf(0)
                .getLayer();
        Nesterovs updater = (Nesterovs) layer.getIUpdater();
        assertThat(updater.currentMomentum(0, 0)).isEqualTo(0.95);
        assertThat(updater.getLearningRate(7, 0)).isEqualTo(0.25);
        assertThat(updater.getLearningRate(9, 1)).isEqualTo(0.125);
    }

    @Test
    void describesItself() {
        assertThat(networks.description())
                .isEqualTo(
                        "Perceptron 6-5-4-3, rectified linear units, He initialisation, drop rate 0.2 on the input and"
                                + " 0.6 on hidden units, Adam with a learning rate of 0.25 that falls to 0");
        assertThat(networks(OptionalDouble.of(2), OptionalDouble.of(0.95)).description())
                .endsWith(
                        " on hidden units, weights into a hidden unit of norm 2.0 at most, gradient descent with Nesterov's"
                                + " momentum of 0.95 with a learning rate of 0.25 that falls to 0");
    }
}
