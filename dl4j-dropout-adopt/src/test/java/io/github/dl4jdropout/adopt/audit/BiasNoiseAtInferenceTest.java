package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BiasNoiseAtInferenceTest {

    private static final InputType INPUT = InputType.feedForward(4);
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 0.1);

    static List<IWeightNoise> onBiases() {
        return List.of(new DropConnect(0.5, true), new WeightNoise(NORMAL, true, true));
    }

    static List<IWeightNoise> onWeights() {
        return List.of(new DropConnect(0.5, false), new WeightNoise(NORMAL, false, true));
    }

    @ParameterizedTest
    @MethodSource("onBiases")
    void twoOutputsDiffer(IWeightNoise noise) {
        assertThat(twoOutputsAreEqual(noise)).isFalse();
        assertThat(found(INPUT, dense(noise), output())).contains("0 BiasNoiseAtInference");
    }

    @ParameterizedTest
    @MethodSource("onWeights")
    void noiseOnWeightsAloneIsLeftAlone(IWeightNoise noise) {
        assertThat(twoOutputsAreEqual(noise)).isTrue();
        assertThat(found(INPUT, dense(noise), output())).doesNotContain("0 BiasNoiseAtInference");
    }

    private static boolean twoOutputsAreEqual(IWeightNoise noise) {
        MultiLayerNetwork network = network(INPUT, dense(noise), output());
        return network.output(Networks.input(2, 4)).equals(network.output(Networks.input(2, 4)));
    }

    private static Layer dense(IWeightNoise noise) {
        return new DenseLayer.Builder().nOut(20).biasInit(1).weightNoise(noise).build();
    }
}
