package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class FrozenWithBackpropTest extends DoublePrecision {

    private static final InputType INPUT = InputType.feedForward(4);

    @Test
    void aDropoutLayerInsideThrowsInTraining() {
        Layer frozen = new FrozenLayerWithBackprop(new DropoutLayer(new Dropout(0.5)));
        assertThatIllegalStateException()
                .isThrownBy(() -> network(INPUT, dense(), frozen, output())
                        .fit(new DataSet(Networks.input(6, 4), Networks.labels(6, 3))))
                .withMessageContaining("mask array is absent");
        assertThat(found(INPUT, dense(), frozen, output())).containsExactly("1 FrozenWithBackprop");
    }

    /** The forward passes are the same, as no dropout acts in them, and so must be the gradients. */
    @Test
    void theGradientsBelowADenseLayerInsideAreWrong() {
        MultiLayerNetwork without = trained(dense());
        MultiLayerNetwork with = trained(dense(new Dropout(0.5)));
        assertThat(with.score()).isEqualTo(without.score());
        assertThat(gradient(with)).isNotEqualTo(gradient(without));
        assertThat(found(INPUT, dense(), new FrozenLayerWithBackprop(dense(new Dropout(0.5))), output()))
                .containsExactly("1 FrozenWithBackprop");
    }

    private static MultiLayerNetwork trained(Layer frozen) {
        MultiLayerNetwork network = network(INPUT, dense(), new FrozenLayerWithBackprop(frozen), output());
        network.setInput(Networks.input(6, 4));
        network.setLabels(Networks.labels(6, 3));
        network.computeGradientAndScore();
        return network;
    }

    private static INDArray gradient(MultiLayerNetwork network) {
        return network.gradient().getGradientFor("0_W");
    }

    @Test
    void layersThatAreFrozenWithoutItAndDropoutsOfThisLibraryOnlyNeverAct() {
        assertThat(found(INPUT, new FrozenLayer(dense(new Dropout(0.5))), output()))
                .containsExactly("0 NeverCalled");
        assertThat(found(INPUT, dense(), new FrozenLayerWithBackprop(dense(RateDropout.of(0.5))), output()))
                .containsExactly("1 NeverCalled");
        Layer noise = new FrozenLayerWithBackprop(new DropoutLayer(new GaussianNoise(0.1)));
        network(INPUT, dense(), noise, output()).fit(new DataSet(Networks.input(6, 4), Networks.labels(6, 3)));
        assertThat(found(INPUT, dense(), noise, output())).containsExactly("1 NeverCalled");
        assertThat(found(INPUT, dense(), new FrozenLayerWithBackprop(dense()), output()))
                .isEmpty();
    }
}
