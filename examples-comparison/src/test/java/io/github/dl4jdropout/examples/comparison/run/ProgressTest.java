package io.github.dl4jdropout.examples.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Metrics.Row ROW = new Metrics.Row(
            DropoutMethod.DOWNSCALE_INFER,
            2,
            7,
            Map.of(
                    Metric.BATCH_LOSS,
                    0.12345,
                    Metric.TRAIN_ERROR,
                    1.5,
                    Metric.TEST_ERROR,
                    16.25,
                    Metric.TEST_NLL,
                    0.2,
                    Metric.TRAIN_SECONDS,
                    12.344,
                    Metric.EVALUATION_SECONDS,
                    0.5));

    private final StringWriter text = new StringWriter();

    private Progress progress(boolean quiet, boolean terminal, int epochsBefore) {
        Options options = new Options();
        options.methods = List.of(DropoutMethod.NONE, DropoutMethod.DOWNSCALE_INFER);
        options.seeds = List.of(1L, 2L);
        options.epochs = 16;
        Progress progress = new Progress(new PrintWriter(text), new PrintWriter(text), quiet, terminal);
        progress.start(options, 10, epochsBefore);
        return progress;
    }

    @Test
    void aLinePerEvaluationSaysWhereTheRunIsAndWhatWasMeasured() {
        progress(false, false, 0).row(ROW);
        assertThat(text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "method          seed  epoch    loss train % test %    NLL fit s eval s    left"),
                        line -> assertThat(line)
                                .startsWith("downscale-infer    2   7/16  0.1235    1.50  16.25 0.2000 12.34   0.50 "));
        assertThat(text.toString().lines()).allMatch(line -> line.length() < 80);
    }

    @Test
    void onATerminalTheLineBelowIsRedrawnAndErased() {
        Progress progress = progress(false, true, 0);
        text.getBuffer().setLength(0);
        progress.batch(DropoutMethod.DOWNSCALE_INFER, 2, 16, 0.12345);
        assertThat(text.toString()).startsWith("\r[            ] downscale-infer seed 2 epoch 16/16 loss 0.1235 left ");
        progress.row(ROW);
        assertThat(text.toString()).contains("\r" + " ".repeat(79) + "\rdownscale-infer ");
    }

    @Test
    void inALogNothingIsRedrawn() {
        progress(false, false, 0).batch(DropoutMethod.NONE, 1, 1, 0.5);
        assertThat(text.toString()).doesNotContain("\r[");
    }

    @Test
    void quietShowsResultsAlone() {
        Progress progress = progress(true, true, 0);
        progress.batch(DropoutMethod.NONE, 1, 1, 0.5);
        progress.row(ROW);
        progress.say("reading");
        progress.print("result");
        assertThat(text.toString()).isEqualTo("result");
    }

    @Test
    void aResumedRunCountsWhatWasDoneBefore() {
        Progress progress = progress(false, false, 63);
        for (int batch = 0; batch < 10; batch++) {
            progress.batch(DropoutMethod.NONE, 1, 16, 0.5);
        }
        progress.row(ROW);
        assertThat(text.toString().strip()).endsWith(" 0:00");
    }

    @Test
    void timesAreReadable() {
        assertThat(Progress.time(7.4)).isEqualTo("0:07");
        assertThat(Progress.time(187)).isEqualTo("3:07");
        assertThat(Progress.time(3727)).isEqualTo("1:02:07");
    }
}
