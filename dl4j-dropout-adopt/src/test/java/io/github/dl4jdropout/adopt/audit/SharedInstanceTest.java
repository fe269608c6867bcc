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
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class SharedInstanceTest extends DoublePrecision {

    private static final IDropout DROPOUT = new Dropout(0.5);
    private static final InputType INPUT = InputType.feedForward(4);

    @Test
    void trainingThrows() {
        IDropout shared = new Dropout(0.5);
        MultiLayerNetwork network = network(INPUT, dense(shared), dense(shared), output());
        assertThatIllegalStateException()
                .isThrownBy(() -> train(network))
                .withMessageContaining("mask array is absent");
        assertThat(found(INPUT, dense(shared), dense(shared), output()))
                .containsExactly("0 SharedInstance", "1 SharedInstance");
    }

    @Test
    void dropoutsWithoutAMaskOfTheirOwnAreLeftAlone() {
        IDropout noise = new GaussianNoise(0.1);
        train(network(INPUT, dense(noise), dense(noise), output()));
        assertThat(found(INPUT, dense(noise), dense(noise), output())).isEmpty();
        BatchNormalization ignoring = new BatchNormalization();
        ignoring.setIDropout(DROPOUT);
        train(network(INPUT, dense(DROPOUT), ignoring, output()));
        assertThat(found(INPUT, dense(DROPOUT), ignoring, output())).containsExactly("1 NeverCalled");
        IDropout ours = RateDropout.of(0.5);
        assertThat(found(INPUT, dense(ours), dense(ours), output())).isEmpty();
        assertThat(found(INPUT, dense(new Dropout(0.5)), dense(new Dropout(0.5)), output()))
                .isEmpty();
    }

    private static void train(MultiLayerNetwork network) {
        network.fit(new DataSet(Networks.input(6, 4), Networks.labels(6, 3)));
    }
}
