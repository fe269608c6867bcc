package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void aLineTellsWhereTheRunIsAndWhatWasMeasured() {
        StringWriter text = new StringWriter();
        LineProgress progress = new LineProgress(new PrintWriter(text), 20, 3, 0);
        progress.epoch(new EpochRecord("guide", 2, 7, 0.12345, 5, 1.5, 0.05, 6.25, 0.2, 0.01, 1, 0.5));
        assertThat(text.toString())
                .startsWith(
                        " 1/60  guide    seed 2  epoch  7/20  loss 0.1235  error: train  1.50 %, test  6.25 %  1.5 s  left 0:");
    }

    @Test
    void aResumedRunCountsWhatWasDoneBefore() {
        StringWriter text = new StringWriter();
        LineProgress progress = new LineProgress(new PrintWriter(text), 20, 3, 58);
        EpochRecord row = new EpochRecord("guide", 2, 7, 0.12345, 5, 1.5, 0.05, 6.25, 0.2, 0.01, 1, 0.5);
        progress.epoch(row);
        progress.epoch(row);
        assertThat(text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("59/60 ").matches(".* left 0:0\\d"),
                        line -> assertThat(line).startsWith("60/60 ").endsWith(" left 0:00"));
    }

    @Test
    void theBarTellsLossAndAccuracySoFar() {
        assertThat(BarProgress.message(new Progress.Position("none", 1, 2, 20), 0.5, 87.654))
                .isEqualTo(" none seed 1 epoch 2/20 loss 0.5000 acc 87.65%");
    }

    @Test
    void timesAreReadable() {
        assertThat(LineProgress.minutes(7.4)).isEqualTo("0:07");
        assertThat(LineProgress.minutes(187)).isEqualTo("3:07");
        assertThat(LineProgress.minutes(3727)).isEqualTo("1:02:07");
    }
}
