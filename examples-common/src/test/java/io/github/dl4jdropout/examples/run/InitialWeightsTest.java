package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {

    private final Networks networks = new TinyExample();

    @Test
    void areTheSameForAllMethodsOfASeed() {
        MultiLayerNetwork plain = InitialWeights.network(networks, "plain", 7);
        MultiLayerNetwork dropped = InitialWeights.network(networks, "dropped", 7);
        assertThat(dropped.getnLayers()).isEqualTo(plain.getnLayers() + 1);
        assertThat(dropped.params()).isEqualTo(plain.params());
        assertThat(dropped.getLayer(2).getParam("W"))
                .isEqualTo(plain.getLayer(1).getParam("W"));
    }

    @Test
    void areOthersForAnotherSeed() {
        assertThat(InitialWeights.network(networks, "plain", 7).params())
                .isNotEqualTo(InitialWeights.network(networks, "plain", 8).params());
    }

    @Test
    void refuseMethodsThatDifferInMoreThanDropout() {
        assertThatIllegalStateException()
                .isThrownBy(() -> InitialWeights.network(networks, "wide", 7))
                .withMessage("Parameters of method wide: expected those of plain, [W[5, 4], b[4], W[4, 2], b[2]],"
                        + " received [W[5, 5], b[5], W[5, 2], b[2]]. Methods may differ in dropout only.");
    }
}
