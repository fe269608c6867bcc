package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line an epoch: for files, pipes and consoles that cannot redraw a line. */
final class LineProgress implements Progress {

    private final PrintWriter out;
    private final int epochs;
    private final int total;
    private final long start = System.nanoTime();
    private final int before;
    private int done;

    /**
     * Begins now.
     *
     * @param out where the lines go
     * @param epochs epochs of one network
     * @param networks how many networks the run has
     * @param before how many epochs of them were trained before
     */
    LineProgress(PrintWriter out, int epochs, int networks, int before) {
        this.out = out;
        this.epochs = epochs;
        this.total = epochs * networks;
        this.before = before;
        this.done = before;
    }

    @Override
    public void epoch(EpochRecord row) {
        done++;
        double left = (System.nanoTime() - start) / 1e9 / (done - before) * (total - done);
        out.println(String.format(
                Locale.ROOT,
                "%" + String.valueOf(total).length() + "d/%d  %-8s seed %d  epoch %2d/%d  loss %.4f"
                        + "  error: train %5.2f %%, test %5.2f %%  %.1f s  left %s",
                done,
                total,
                row.method(),
                row.seed(),
                row.epoch(),
                epochs,
                row.batchLoss(),
                row.trainErrorPercent(),
                row.testErrorPercent(),
                row.trainSeconds() + row.evaluationSeconds(),
                minutes(left)));
        out.flush();
    }

    /** Such as "3:07" or "1:02:07". */
    static String minutes(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }
}
