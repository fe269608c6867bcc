package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.adopt.DropoutAudit;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class GlobalDropoutTest {

    @Test
    void zeroOnALayerDoesNotTakeItOff() {
        MultiLayerConfiguration configuration = globally(output().dropOut(0).build());
        assertThat(configuration.getConf(1).getLayer().getIDropout()).isEqualTo(new Dropout(0.5));
        assertThat(found(DropoutAudit.of(configuration))).containsExactly("0 GlobalDropout");
    }

    @Test
    void theRemedyIsLeftAlone() {
        assertThat(found(DropoutAudit.of(
                        globally(output().dropOut(new Dropout(1.0)).build()))))
                .isEmpty();
    }

    @Test
    void dropoutOnSomeLayersIsLeftAlone() {
        assertThat(found(DropoutAudit.of(new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .list()
                        .layer(new DenseLayer.Builder()
                                .nIn(4)
                                .nOut(4)
                                .dropOut(0.5)
                                .build())
                        .layer(output().build())
                        .build())))
                .isEmpty();
    }

    /** What an import from Keras leaves. */
    @Test
    void oneThatDropsNothingIsLeftAlone() {
        assertThat(found(DropoutAudit.of(globally(1.0, output().build())))).isEmpty();
    }

    private static MultiLayerConfiguration globally(OutputLayer output) {
        return globally(0.5, output);
    }

    private static MultiLayerConfiguration globally(double retain, OutputLayer output) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .dropOut(retain)
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(4).build())
                .layer(output)
                .build();
    }

    private static OutputLayer.Builder output() {
        return new OutputLayer.Builder().nIn(4).nOut(2).activation(Activation.SOFTMAX);
    }
}
