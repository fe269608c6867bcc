package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.DOWNSCALE_INFER;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final double[] VALUES = {0.12345, 1.5, 9, 16.25, 0.2, 9, 12.344, 0.5};

    private final StringWriter text = new StringWriter();

    private static Metrics.Row row() {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            values.put(metric, VALUES[metric.ordinal()]);
        }
        return new Metrics.Row(DOWNSCALE_INFER, 2, 7, values);
    }

    private Progress progress(boolean quiet, boolean terminal, int epochsBefore) {
        Options options = new Options();
        options.methods = List.of(NONE, DOWNSCALE_INFER);
        options.seeds = List.of(1L, 2L);
        options.epochs = 16;
        Progress progress = new Progress(new PrintWriter(text), new PrintWriter(text), quiet, terminal);
        progress.start(options, 10, epochsBefore);
        return progress;
    }

    @Test
    void aLinePerEvaluationSaysWhereTheRunIsAndWhatWasMeasured() {
        Progress progress = progress(false, false, 63);
        for (int batch = 0; batch < 10; batch++) {
            progress.batch(NONE, 1, 16, 0.5);
        }
        progress.row(row());
        String header = "method          seed  epoch    loss train % test %    NLL fit s eval s    left";
        String line = "downscale-infer    2   7/16  0.1235    1.50  16.25 0.2000 12.34   0.50    0:00";
        assertThat(text.toString().lines()).as("nothing is redrawn in a log").containsExactly(header, line);
        assertThat(line).as("fits 80 columns").hasSizeLessThan(80);
    }

    @Test
    void onATerminalTheLineBelowIsRedrawnAndErased() {
        Progress progress = progress(false, true, 0);
        text.getBuffer().setLength(0);
        progress.batch(DOWNSCALE_INFER, 2, 16, 0.12345);
        assertThat(text.toString()).startsWith("\r[            ] downscale-infer seed 2 epoch 16/16 loss 0.1235 left ");
        progress.row(row());
        assertThat(text.toString()).contains("\r" + " ".repeat(79) + "\rdownscale-infer ");
    }

    @Test
    void quietShowsResultsAlone() {
        Progress progress = progress(true, true, 0);
        progress.batch(NONE, 1, 1, 0.5);
        progress.row(row());
        progress.say("reading");
        progress.print("result");
        assertThat(text.toString()).isEqualTo("result");
    }

    @Test
    void timesAreReadable() {
        assertThat(Progress.time(7.4)).isEqualTo("0:07");
        assertThat(Progress.time(187)).isEqualTo("3:07");
        assertThat(Progress.time(3727)).isEqualTo("1:02:07");
    }
}
