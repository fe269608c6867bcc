package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class OnOutputTest {

    private static final InputType INPUT = InputType.feedForward(4);
    private static final Layer DROPOUT = new DropoutLayer(new Dropout(0.5));

    /** Softmax of a dropped score is that of a score of 0. */
    @Test
    void predictionsAreDropped() {
        MultiLayerNetwork network = network(INPUT, dense(), DROPOUT.clone(), loss());
        assertThat(Audits.zeros(
                        network.feedForward(Networks.input(500, 4), true).get(2)))
                .isBetween(0.4, 0.6);
        assertThat(found(INPUT, dense(), DROPOUT, loss())).containsExactly("1 OnOutput");
    }

    @Test
    void dropoutBelowTheLastWeightsIsLeftAlone() {
        assertThat(found(INPUT, dense(), DROPOUT, output())).isEmpty();
        assertThat(found(INPUT, dense(), DROPOUT, dense(), loss())).isEmpty();
    }

    private static Layer loss() {
        return new LossLayer.Builder().activation(Activation.SOFTMAX).build();
    }
}
