package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BeforeBatchNormalizationTest extends DoublePrecision {

    private static final InputType INPUT = InputType.feedForward(4);

    /** In training the mean square is 1/0.3 times as large: at inference a unit variance becomes 0.3. */
    @Test
    void theVarianceAtInferenceIsAnotherThanInTraining() {
        assertThat(deviationAtInference(new DropoutLayer(new Dropout(0.3)))).isCloseTo(Math.sqrt(0.3), within(0.05));
        assertThat(deviationAtInference(new DropoutLayer(new Dropout(1.0)))).isCloseTo(1, within(0.01));
        assertThat(found(INPUT, new DropoutLayer(new Dropout(0.5)), new BatchNormalization(), output()))
                .containsExactly("0 BeforeBatchNormalization");
    }

    /** Of what batch normalization makes of the data that it was trained on. */
    private static double deviationAtInference(Layer dropout) {
        MultiLayerNetwork network = network(
                INPUT,
                dropout,
                new BatchNormalization.Builder().lockGammaBeta(true).build(),
                output());
        INDArray x = Networks.input(500, 4);
        for (int i = 0; i < 100; i++) {
            network.fit(new DataSet(x, Networks.labels(500, 3)));
        }
        return network.feedForward(x, false).get(2).stdNumber().doubleValue();
    }

    @Test
    void dropoutsOfThisLibraryDoTheSame() {
        assertThat(found(
                        INPUT,
                        RateDropoutLayer.of(0.5),
                        new ActivationLayer(Activation.TANH),
                        new BatchNormalization(),
                        output()))
                .containsExactly("0 BeforeBatchNormalization");
    }

    @Test
    void dropoutAboveItAndBelowWeightsIsLeftAlone() {
        assertThat(found(INPUT, new BatchNormalization(), RateDropoutLayer.of(0.5), output()))
                .isEmpty();
        assertThat(found(INPUT, RateDropoutLayer.of(0.5), dense(), new BatchNormalization(), output()))
                .isEmpty();
        assertThat(found(INPUT, RateDropoutLayer.of(0), new BatchNormalization(), output()))
                .isEmpty();
    }
}
