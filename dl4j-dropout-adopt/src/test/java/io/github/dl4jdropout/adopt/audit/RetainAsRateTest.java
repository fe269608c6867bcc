package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.ofOnes;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static io.github.dl4jdropout.adopt.audit.Audits.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.adopt.DropoutAudit;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class RetainAsRateTest {

    private static final InputType FLAT = InputType.feedForward(4);
    private static final InputType IMAGE = InputType.convolutional(6, 6, 2);

    /** 200,000 draws: within 0.006 is six standard deviations. */
    @Test
    void theNumberIsTheProbabilityOfKeeping() {
        assertThat(zeros(ofOnes(new Dropout(0.2), 200, 1000))).isCloseTo(0.8, within(0.006));
    }

    @Test
    void aRateUnderWeightsIsDoubtful() {
        assertThat(found(FLAT, dense(new Dropout(0.2)), output())).containsExactly("0 RetainAsRate");
        assertThat(found(FLAT, dense(new AlphaDropout(0.1)), output())).containsExactly("0 RetainAsRate");
        assertThat(found(FLAT, dense(), new DropoutLayer(0.25), output())).containsExactly("1 RetainAsRate");
        assertThat(found(FLAT, dense(), new DropoutLayer(0.25), new ActivationLayer(Activation.TANH), output()))
                .containsExactly("1 RetainAsRate");
        assertThat(found(
                        IMAGE,
                        new DropoutLayer(new SpatialDropout(0.2)),
                        new ConvolutionLayer.Builder(2, 2).nOut(2).build(),
                        output()))
                .containsExactly("0 RetainAsRate");
    }

    @Test
    void bothReadingsAreNamed() {
        assertThat(DropoutAudit.of(Audits.configuration(FLAT, dense(new Dropout(0.2)), output()))
                        .toString())
                .containsPattern("drops\\s+80\\s+%")
                .containsPattern("a\\s+rate\\s+of\\s+0.8,\\s+meant\\s+was\\s+probably\\s+0.2")
                .containsPattern("RateDropout.of\\(0.2\\)\\s+if\\s+a\\s+rate\\s+was\\s+meant");
    }

    @Test
    void halvesProbabilitiesOfKeepingAndLayersWithoutWeightsAreLeftAlone() {
        assertThat(found(FLAT, dense(new Dropout(0.5)), dense(new Dropout(0.8)), output()))
                .isEmpty();
        assertThat(found(IMAGE, new DropoutLayer(0.2), new GlobalPoolingLayer(), output()))
                .isEmpty();
        assertThat(found(IMAGE, new SubsamplingLayer.Builder(2, 2).dropOut(0.2).build(), output()))
                .containsExactly("0 NeverCalled");
    }
}
