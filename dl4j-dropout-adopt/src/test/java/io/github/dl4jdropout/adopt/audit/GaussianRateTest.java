package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.ofOnes;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;

class GaussianRateTest {

    private static final InputType INPUT = InputType.feedForward(4);

    /** Of 200,000 normal draws the standard deviation has one of 0.16 %: 1 % is six of them. */
    @Test
    void theNumberIsARate() {
        double deviation =
                ofOnes(new GaussianDropout(0.8), 200, 1000).stdNumber().doubleValue();
        assertThat(deviation).isCloseTo(Math.sqrt(0.8 / 0.2), within(0.02));
        assertThat(found(INPUT, dense(new GaussianDropout(0.8)), output())).containsExactly("0 GaussianRate");
    }

    @Test
    void ratesUpToAHalfAreLeftAlone() {
        assertThat(found(INPUT, dense(new GaussianDropout(0.5)), output())).isEmpty();
        assertThat(found(INPUT, dense(new GaussianDropout(0.2)), output())).isEmpty();
    }
}
