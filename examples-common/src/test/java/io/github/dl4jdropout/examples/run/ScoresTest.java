package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ScoresTest {

    private static INDArray rows(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    private static final double[] FIRST = {1, 0};
    private static final double[] SECOND = {0, 1};

    @Test
    void scoresFourExamplesAsByHand() {
        INDArray probabilities = rows(
                new double[] {0.9, 0.1}, new double[] {0.92, 0.08}, new double[] {0.3, 0.7}, new double[] {0.36, 0.64});
        Scores scores = Scores.of(probabilities, rows(FIRST, SECOND, SECOND, SECOND));
        assertThat(scores.errorPercent()).isEqualTo(25);
        assertThat(scores.nll())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.08) + Math.log(0.7) + Math.log(0.64)) / 4, within(1e-12));
        // Bins of width 1/15: 0.9 and 0.92 lie in (13/15, 14/15], 0.7 in (10/15, 11/15], 0.64 in (9/15, 10/15].
        // (|1 - 1.82| + |1 - 0.7| + |1 - 0.64|) / 4
        assertThat(scores.ece()).isCloseTo((0.82 + 0.3 + 0.36) / 4, within(1e-12));
    }

    @Test
    void gapsOfOppositeSignCancelWithinABinAndNotBetweenBins() {
        INDArray oneBin = rows(new double[] {0.9, 0.1}, new double[] {0.9, 0.1});
        assertThat(Scores.of(oneBin, rows(FIRST, SECOND)).ece()).isCloseTo(Math.abs(0.5 - 0.9), within(1e-12));
        INDArray twoBins = rows(new double[] {0.8, 0.2}, new double[] {0.6, 0.4});
        assertThat(Scores.of(twoBins, rows(FIRST, SECOND)).ece()).isCloseTo((0.2 + 0.6) / 2, within(1e-12));
    }

    @Test
    void theUpperEdgeBelongsToABinAndTheLowerDoesNot() {
        // 0.6 = 9/15 closes the ninth bin, 0.61 opens the tenth. In one bin the gap would be |1 - 1.21| / 2.
        INDArray probabilities = rows(new double[] {0.6, 0.4}, new double[] {0.61, 0.39});
        assertThat(Scores.of(probabilities, rows(FIRST, SECOND)).ece()).isCloseTo((0.4 + 0.61) / 2, within(1e-12));
    }

    @Test
    void probability0OfTheTrueClassCostsTheLogarithmOfTheSmallestAndNotInfinity() {
        Scores scores = Scores.of(rows(new double[] {1, 0}), rows(SECOND));
        assertThat(scores.nll()).isCloseTo(-Math.log(1e-7), within(1e-12));
        assertThat(scores.ece()).isEqualTo(1);
        assertThat(scores.errorPercent()).isEqualTo(100);
    }

    @Test
    void certaintyThatIsRightIsPerfect() {
        assertThat(Scores.of(rows(FIRST, SECOND), rows(FIRST, SECOND))).isEqualTo(new Scores(0, -0.0, 0));
    }

    @Test
    void theFirstOfEquallyProbableClassesCounts() {
        INDArray probabilities = rows(new double[] {0.5, 0.5});
        assertThat(Scores.of(probabilities, rows(FIRST)).errorPercent()).isZero();
        assertThat(Scores.of(probabilities, rows(SECOND)).errorPercent()).isEqualTo(100);
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.of(rows(new double[] {Double.NaN, 1}), rows(FIRST)))
                .withMessage("Predicted probability: expected a number from 0 to 1, received NaN.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.of(rows(new double[] {2, -1}), rows(FIRST)))
                .withMessage("Predicted probability: expected a number from 0 to 1, received 2.0.");
    }

    @Test
    void refusesShapesThatDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.of(rows(FIRST, FIRST), rows(FIRST)))
                .withMessage("Probabilities and labels: expected two arrays [N, K], received [2, 2] and [1, 2].");
    }
}
