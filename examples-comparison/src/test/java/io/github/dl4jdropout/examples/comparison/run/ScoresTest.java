package io.github.dl4jdropout.examples.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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

    private static Scores scores(INDArray probabilities, INDArray labels) {
        Scores scores = new Scores();
        scores.add(probabilities, labels);
        return scores;
    }

    @Test
    void fourExamplesInTwoPiecesAreScoredAsByHand() {
        Scores scores = new Scores();
        scores.add(rows(p(0.9), p(0.08)), rows(FIRST, FIRST));
        scores.add(rows(p(0.3), p(0.36)), rows(SECOND, SECOND));
        assertThat(scores.errorPercent()).isEqualTo(25);
        assertThat(scores.nll())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.08) + Math.log(0.7) + Math.log(0.64)) / 4, within(1e-12));
        // Bins of width 1/15: 0.9 and 0.92 lie in (13/15, 14/15], 0.7 in (10/15, 11/15], 0.64 in (9/15, 10/15].
        // (|1 - 1.82| + |1 - 0.7| + |1 - 0.64|) / 4
        assertThat(scores.ece()).isCloseTo((0.82 + 0.3 + 0.36) / 4, within(1e-12));
    }

    @Test
    void gapsOfOppositeSignCancelWithinABinAndNotBetweenBins() {
        assertThat(scores(rows(p(0.9), p(0.9)), rows(FIRST, SECOND)).ece())
                .isCloseTo(Math.abs(0.5 - 0.9), within(1e-12));
        assertThat(scores(rows(p(0.8), p(0.6)), rows(FIRST, SECOND)).ece()).isCloseTo((0.2 + 0.6) / 2, within(1e-12));
    }

    /** 0.6 = 9/15 closes the ninth bin, 0.61 opens the tenth. In one bin the gap would be |1 - 1.21| / 2. */
    @Test
    void theUpperEdgeBelongsToABinAndTheLowerDoesNot() {
        assertThat(scores(rows(p(0.6), p(0.61)), rows(FIRST, SECOND)).ece()).isCloseTo((0.4 + 0.61) / 2, within(1e-12));
    }

    @Test
    void probability0OfTheTrueClassCostsTheLogarithmOfTheSmallestAndNotInfinity() {
        Scores scores = scores(rows(p(1)), rows(SECOND));
        assertThat(scores.nll()).isCloseTo(-Math.log(1e-7), within(1e-12));
        assertThat(scores.ece()).isEqualTo(1);
        assertThat(scores.errorPercent()).isEqualTo(100);
    }

    @Test
    void theFirstOfEquallyProbableClassesCounts() {
        assertThat(scores(rows(p(0.5)), rows(FIRST)).errorPercent()).isZero();
        assertThat(scores(rows(p(0.5)), rows(SECOND)).errorPercent()).isEqualTo(100);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores(rows(new double[] {Double.NaN, 1}), rows(FIRST)))
                .withMessage("Predicted probability: expected a number from 0 to 1, received NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores(rows(p(2)), rows(FIRST)))
                .withMessage("Predicted probability: expected a number from 0 to 1, received 2.0.");
    }

    @Test
    void shapesThatDifferAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores(rows(FIRST, FIRST), rows(FIRST)))
                .withMessage("Probabilities and labels: expected two arrays [N, K], received [2, 2] and [1, 2].");
    }
}
