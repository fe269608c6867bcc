package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.BUILTIN;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.CHANNEL;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void betterAndWorseAreSaidWhereTheIntervalExcludes0() {
        Results results = new TinyRun(NONE, INVERTED, CHANNEL)
                .errors(NONE, 10, 11, 12)
                .errors(INVERTED, 9, 10.1, 10.9)
                .errors(CHANNEL, 12, 13.1, 13.9)
                .results();
        assertThat(Findings.of(results))
                .containsExactly(
                        "- Lowest test error: inverted, 10.00 ± 0.95 %.",
                        "- Test error compared with none: inverted is better, channel is worse.",
                        "- NLL compared with none: inverted is better, channel is worse.");
    }

    @Test
    void nothingIsClaimedWhereTheIntervalContains0() {
        Results results = new TinyRun(NONE, BUILTIN)
                .errors(NONE, 10, 11, 12)
                .errors(BUILTIN, 9, 12, 10)
                .results();
        assertThat(Findings.of(results))
                .containsExactly(
                        "- Lowest test error: builtin, 10.33 ± 1.53 %.",
                        "- Test error compared with builtin: no method differs beyond the noise of the seeds.",
                        "- NLL compared with builtin: no method differs beyond the noise of the seeds.",
                        "- Test error compared with none: no method differs beyond the noise of the seeds.",
                        "- NLL compared with none: no method differs beyond the noise of the seeds.");
    }

    @Test
    void twoSeedsOrASmallTestSetCarryNoMoreThanAHint() {
        TinyRun run = new TinyRun(NONE, INVERTED).errors(NONE, 10, 11).errors(INVERTED, 9, 10);
        run.given.seeds = List.of(1L, 2L);
        run.data = new RunInfo.DataInfo("blobs", false, "a test", 2000, 36, "aa", "bb");
        assertThat(Findings.of(run.results()))
                .contains("- Test error compared with none: inverted seems better.")
                .contains("- Two seeds are few: take what is better or worse as a hint.")
                .contains("- The test set is small: one of 36 images is 2.78 percentage points.");
    }

    @Test
    void oneSeedComparesNothing() {
        TinyRun run = new TinyRun(NONE, INVERTED).errors(NONE, 10).errors(INVERTED, 9);
        run.given.seeds = List.of(1L);
        assertThat(Findings.of(run.results()))
                .containsExactly(
                        "- Lowest test error: inverted, 9.00 %.",
                        "- One seed: no interval can be given, and a difference may be noise.");
    }
}
