package io.github.dl4jdropout.examples.run;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar over the whole run, with the time left: for terminals. */
final class BarProgress implements Progress {

    private final ProgressBar bar;

    /**
     * Draws the bar.
     *
     * @param batches of the whole run
     * @param before how many of them were trained on before
     */
    BarProgress(long batches, long before) {
        this.bar = new ProgressBarBuilder()
                .setTaskName("Training")
                .setInitialMax(batches)
                .startsFrom(before, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .build();
    }

    @Override
    public void batch(Position run, double loss, double accuracyPercent) {
        bar.setExtraMessage(message(run, loss, accuracyPercent));
        bar.step();
    }

    static String message(Position run, double loss, double accuracyPercent) {
        return String.format(
                Locale.ROOT,
                " %s seed %d epoch %d/%d loss %.4f acc %.2f%%",
                run.method(),
                run.seed(),
                run.epoch(),
                run.epochs(),
                loss,
                accuracyPercent);
    }

    @Override
    public void close() {
        bar.close();
    }
}
