package io.github.dl4jdropout.examples.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ScoresTest {

    private static final double[] FIRST = {1, 0};
    private static final double[] SECOND = {0, 1};

    private static INDArray rows(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    private static double[] p(double first) {
        return new double[] {first, 1 - first};
    }

    private static Scores scores(INDArray probabilities, double[]... labels) {
        Scores scores = new Scores();
        scores.add(probabilities, rows(labels));
        return scores;
    }

    @Test
    void fourExamplesInTwoPiecesAreScoredAsByHand() {
        Scores scores = scores(rows(p(0.9), p(0.08)), FIRST, FIRST);
        scores.add(rows(p(0.3), p(0.36)), rows(SECOND, SECOND));
        assertThat(scores.errorPercent()).isEqualTo(25);
        double likelihood = 0.9 * 0.08 * 0.7 * 0.64;
        assertThat(scores.nll()).isCloseTo(-Math.log(likelihood) / 4, within(1e-12));
        // Bins of width 1/15: 0.9 and 0.92 lie in (13/15, 14/15], 0.7 in (10/15, 11/15], 0.64 in (9/15, 10/15].
        // (|1 - 1.82| + |1 - 0.7| + |1 - 0.64|) / 4
        assertThat(scores.ece()).isCloseTo((0.82 + 0.3 + 0.36) / 4, within(1e-12));
    }

    /** 0.6 = 9/15 closes the ninth bin, 0.61 opens the tenth. In one bin the gap would be |1 - 1.21| / 2. */
    @Test
    void gapsOfOppositeSignCancelWithinABinAndNotBetweenBinsAndTheUpperEdgeBelongsToABin() {
        double within = scores(rows(p(0.9), p(0.9)), FIRST, SECOND).ece();
        double between = scores(rows(p(0.8), p(0.6)), FIRST, SECOND).ece();
        double edge = scores(rows(p(0.6), p(0.61)), FIRST, SECOND).ece();
        assertThat(within).isCloseTo(Math.abs(0.5 - 0.9), within(1e-12));
        assertThat(between).isCloseTo((0.2 + 0.6) / 2, within(1e-12));
        assertThat(edge).isCloseTo((0.4 + 0.61) / 2, within(1e-12));
    }

    @Test
    void probability0OfTheTrueClassCostsTheLogarithmOfTheSmallestAndNotInfinity() {
        Scores scores = scores(rows(p(1)), SECOND);
        assertThat(scores.nll()).isCloseTo(-Math.log(1e-7), within(1e-12));
        assertThat(scores.ece()).isEqualTo(1);
        assertThat(scores.errorPercent()).isEqualTo(100);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        for (double wrong : new double[] {Double.NaN, 2}) {
            assertThatThrownBy(() -> scores(rows(p(wrong)), FIRST))
                    .hasMessage("Predicted probability: expected a number from 0 to 1, received " + wrong + ".");
        }
    }
}
