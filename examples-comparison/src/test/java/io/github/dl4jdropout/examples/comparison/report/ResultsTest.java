package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.BUILTIN;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.CHANNEL;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static io.github.dl4jdropout.examples.comparison.record.Metric.TEST_ERROR;
import static io.github.dl4jdropout.examples.comparison.record.Metric.TEST_NLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import io.github.dl4jdropout.examples.comparison.report.Results.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void anEstimateHasTheSampleStandardDeviation() {
        Estimate estimate = Estimate.of(1, 2, 4);
        assertThat(estimate.mean()).isCloseTo(7 / 3.0, offset(1e-12));
        assertThat(estimate.sd()).isCloseTo(Math.sqrt(7 / 3.0), offset(1e-12));
        assertThat(estimate.text(TEST_ERROR)).isEqualTo("2.33 ± 1.53");
        assertThat(Estimate.of(1.5).text(TEST_NLL)).isEqualTo("1.5000");
        assertThat(Estimate.of(Double.NaN, 1).text(TEST_NLL)).isEqualTo("-");
    }

    @Test
    void anIntervalIsStudentsWithOneDegreeOfFreedomLessThanPairs() {
        // t(0.975, 2) = 4.302653 and t(0.975, 1) = 12.706205, from tables
        Interval three = Interval.of(new double[] {1, 2, 3});
        assertThat(three.low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), offset(1e-5));
        assertThat(three.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), offset(1e-5));
        assertThat(Interval.of(new double[] {-1, 1}).high()).isCloseTo(12.706205, offset(1e-5));
        assertThat(three.text(TEST_ERROR)).isEqualTo("+2.00 [-0.48, +4.48]");
    }

    @Test
    void differencesArePairedBySeedNotByPlace() {
        Results results = new TinyRun(NONE, INVERTED)
                .errors(NONE, 10, 20, 30)
                .row(INVERTED, 3, 2, 29)
                .row(INVERTED, 2, 2, 19)
                .results();
        assertThat(results.difference(INVERTED, NONE, TEST_ERROR)).hasValue(new Interval(-1, -1, -1));
        assertThat(results.difference(NONE, NONE, TEST_ERROR)).isEmpty();
    }

    @Test
    void methodsAreComparedWithBuiltinAndWithNoneWhereTheyWereRun() {
        TinyRun run = new TinyRun(NONE, INVERTED).errors(NONE, 1, 2, 3).errors(INVERTED, 1, 2, 3);
        assertThat(run.results().baselines()).containsExactly(NONE);
        assertThat(Table.differences(run.results(), List.of(TEST_ERROR)).rows())
                .extracting(row -> row.get(0))
                .containsExactly("inverted - none");
        run = new TinyRun(INVERTED, NONE, BUILTIN)
                .errors(NONE, 1, 2)
                .errors(BUILTIN, 1, 2)
                .errors(INVERTED, 1, 2);
        assertThat(Table.differences(run.results(), List.of(TEST_ERROR)).rows())
                .extracting(row -> row.get(0))
                .containsExactly("inverted - builtin", "none - builtin", "inverted - none", "builtin - none");
    }

    @Test
    void whatIsNotFinishedIsLeftOutAndSaid() {
        Results results = new TinyRun(NONE, INVERTED, CHANNEL)
                .errors(NONE, 10, 20)
                .row(NONE, 3, 1, 50)
                .row(INVERTED, 1, 1, 50)
                .results();
        assertThat(results.finished()).containsExactly(NONE);
        assertThat(results.measured()).containsExactly(NONE, INVERTED);
        assertThat(results.last(NONE, TEST_ERROR).mean()).isEqualTo(15);
        assertThat(results.unfinished())
                .containsExactly(
                        "none, seed 3: 1 of 2 epochs",
                        "inverted, seed 1: 1 of 2 epochs",
                        "inverted, seed 2: 0 of 2 epochs",
                        "inverted, seed 3: 0 of 2 epochs",
                        "channel, seed 1: 0 of 2 epochs",
                        "channel, seed 2: 0 of 2 epochs",
                        "channel, seed 3: 0 of 2 epochs");
    }

    @Test
    void epochsThatWereNotEvaluatedAreNoGap() {
        TinyRun run = new TinyRun(NONE);
        run.given.seeds = List.of(1L);
        run.given.epochs = 10;
        Results results =
                run.row(NONE, 1, 4, 30).row(NONE, 1, 8, 20).row(NONE, 1, 10, 10).results();
        assertThat(results.unfinished()).isEmpty();
        assertThat(results.curve(NONE, TEST_ERROR).keySet()).containsExactly(4, 8, 10);
    }
}
