package io.github.dl4jdropout.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void anEstimateIsMeanAndSampleStandardDeviation() {
        Estimate estimate = Estimate.of(new double[] {1, 2, 6});
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.sd()).isCloseTo(Math.sqrt(7), within(1e-12)); // (4 + 1 + 9) / 2
        assertThat(estimate.text(2)).isEqualTo("3.00 ± 2.65");
    }

    @Test
    void aSingleSeedHasNoDeviation() {
        Estimate estimate = Estimate.of(new double[] {1.25});
        assertThat(estimate.sd()).isNaN();
        assertThat(estimate.text(1)).isEqualTo("1.3");
    }

    @Test
    void aDifferenceIsPairedAndItsIntervalIsStudents() {
        // Differences 1, 2, 3: mean 2, sd 1; t(0.975, 2 degrees of freedom) = 4.302653.
        PairedDifference difference = PairedDifference.of(new double[] {11, 22, 33}, new double[] {10, 20, 30});
        assertThat(difference.mean()).isCloseTo(2, within(1e-12));
        assertThat(difference.high() - 2).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
        assertThat(2 - difference.low()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
        assertThat(difference.text()).isEqualTo("+2.00 [-0.48, +4.48]");
    }

    @Test
    void aDifferenceNeedsTwoPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDifference.of(new double[] {1}, new double[] {1}))
                .withMessage("Paired difference: expected two or more pairs, received 1 and 1 values.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedDifference.of(new double[] {1, 2}, new double[] {1, 2, 3}))
                .withMessage("Paired difference: expected two or more pairs, received 2 and 3 values.");
    }
}
