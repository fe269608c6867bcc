package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.BUILTIN;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.CHANNEL;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static io.github.dl4jdropout.examples.comparison.record.Metric.TEST_ERROR;
import static io.github.dl4jdropout.examples.comparison.record.Metric.TEST_NLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import io.github.dl4jdropout.examples.comparison.report.Results.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

    @Test
    void estimatesHaveTheSampleStandardDeviationAndIntervalsAreStudents() {
        assertThat(Estimate.of(1, 2, 4).text(TEST_ERROR)).isEqualTo("2.33 ± 1.53");
        assertThat(Estimate.of(1.5).text(TEST_NLL)).isEqualTo("1.5000");
        assertThat(Estimate.of(Double.NaN, 1).text(TEST_NLL)).isEqualTo("-");
        // t(0.975, 2) = 4.302653 and t(0.975, 1) = 12.706205, from tables
        Interval three = Interval.of(1, 2, 3);
        assertThat(three.low()).isCloseTo(2 - 4.302653 / Math.sqrt(3), offset(1e-5));
        assertThat(three.high()).isCloseTo(2 + 4.302653 / Math.sqrt(3), offset(1e-5));
        assertThat(three.text(TEST_ERROR)).isEqualTo("+2.00 [-0.48, +4.48]");
        assertThat(Interval.of(-1, 1).high()).isCloseTo(12.706205, offset(1e-5));
    }

    @Test
    void differencesArePairedBySeedWithBuiltinAndWithNoneWhereTheyWereRun() {
        TinyRun run = new TinyRun(INVERTED, NONE).errors(NONE, 10, 20, 30);
        Results results = run.row(INVERTED, 3, 2, 29).row(INVERTED, 2, 2, 19).results();
        assertThat(results.differences(NONE, TEST_ERROR)).containsOnlyKeys(INVERTED);
        assertThat(results.differences(NONE, TEST_ERROR)).containsValue(new Interval(-1, -1, -1));
        assertThat(pairs(results)).containsExactly("method", "inverted - none");
        run.row(BUILTIN, 1, 2, 5).row(BUILTIN, 2, 2, 5).given.methods = List.of(INVERTED, NONE, BUILTIN);
        assertThat(pairs(run.results()))
                .containsExactly("method", "none - builtin", "inverted - none", "builtin - none");
    }

    private static List<String> pairs(Results results) {
        return Table.differences(results, TEST_ERROR).lines().stream()
                .map(line -> line.get(0))
                .toList();
    }

    @Test
    void whatIsNotFinishedIsLeftOut() {
        TinyRun run = new TinyRun(NONE, INVERTED, CHANNEL).errors(NONE, 10, 20).row(NONE, 3, 1, 50);
        run.given.seeds = List.of(1L, 3L);
        Results results = run.row(INVERTED, 1, 1, 50).results();
        assertThat(results.finished()).containsExactly(NONE);
        assertThat(results.last(NONE, TEST_ERROR).mean()).isEqualTo(15);
    }

    @Test
    void betterAndWorseAreSaidWhereTheIntervalExcludes0() {
        TinyRun run = new TinyRun(NONE, INVERTED, CHANNEL).errors(NONE, 10, 11, 12);
        assertThat(Summary.findings(run.errors(INVERTED, 9, 10.1, 10.9)
                        .errors(CHANNEL, 12, 13.1, 13.9)
                        .results()))
                .containsExactly(
                        "- Lowest test error: inverted, 10.00 ± 0.95 %.",
                        "- Test error compared with none: inverted is better, channel is worse.",
                        "- NLL compared with none: inverted is better, channel is worse.");
        run = new TinyRun(NONE, BUILTIN).errors(NONE, 10, 11, 12).errors(BUILTIN, 9, 12, 10);
        assertThat(Summary.findings(run.results()))
                .contains("- Test error compared with none: no method differs beyond the noise of the seeds.")
                .hasSize(5);
    }

    @Test
    void fewSeedsOrASmallTestSetCarryNoMoreThanAHint() {
        TinyRun run = new TinyRun(NONE, INVERTED).errors(NONE, 10, 11).errors(INVERTED, 9, 10);
        run.data = new RunInfo.DataInfo("blobs", false, "a test", 2000, 36, "aa", "bb");
        assertThat(Summary.findings(run.results()))
                .contains("- Test error compared with none: inverted seems better.")
                .contains("- Two seeds are few: take what is better or worse as a hint.")
                .contains("- The test set is small: one of 36 images is 2.78 percentage points.");
        run = new TinyRun(NONE, INVERTED).errors(NONE, 10).errors(INVERTED, 9);
        assertThat(Summary.findings(run.results()))
                .containsExactly(
                        "- Lowest test error: inverted, 9.00 %.",
                        "- One seed: no interval can be given, and a difference may be noise.");
    }
}
