package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.dense;
import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.ofOnes;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

class NumberOutOfRangeTest {

    private static final InputType INPUT = InputType.feedForward(4);

    static List<IDropout> invalid() {
        return List.of(
                new Dropout(1.5),
                new Dropout(new FixedSchedule(1.5)),
                new Dropout(Double.NaN),
                new SpatialDropout(1.5),
                new AlphaDropout(1.5),
                new GaussianDropout(1.0),
                new GaussianDropout(1.5),
                new GaussianDropout(-0.5));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void deeplearning4jTakesIt(IDropout dropout) {
        INDArray out = ofOnes(dropout, 10, 20, 3);
        boolean finite = !out.isNaN().any() && !out.isInfinite().any();
        assertThat(!finite || Math.abs(out.meanNumber().doubleValue() - 1) > 0.3)
                .isTrue();
        assertThat(found(INPUT, dense(dropout), output())).containsExactly("0 NumberOutOfRange");
    }

    @Test
    void aProbabilityAboveOneDropsNothingAndScales() {
        INDArray out = ofOnes(new Dropout(1.5), 10, 20);
        assertThat(out.minNumber().doubleValue()).isCloseTo(1 / 1.5, within(1e-7));
        assertThat(out.maxNumber().doubleValue()).isCloseTo(1 / 1.5, within(1e-7));
    }

    @Test
    void numbersInRangeAreLeftAlone() {
        for (IDropout dropout : List.of(
                new Dropout(1.0), new Dropout(0.5), new Dropout(new FixedSchedule(0.9)), new GaussianDropout(0))) {
            assertThat(found(INPUT, dense(dropout), output())).isEmpty();
        }
    }
}
