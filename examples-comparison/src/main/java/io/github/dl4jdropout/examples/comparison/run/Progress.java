package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * What a user sees of a run: a line per evaluation, and on a terminal one more below it, which is redrawn. No line is longer than 79
 * characters. Signals are left alone: Ctrl-C ends the virtual machine.
 */
final class Progress {

    private static final int WIDTH = 79;
    private static final int BAR = 12;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;
    private final boolean terminal;

    private Options options;
    private int nameWidth;
    private long total;
    private long before;
    private long done;
    private long start;
    private long drawn;
    private boolean silent;

    Progress(PrintWriter out, PrintWriter err, boolean quiet, boolean terminal) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.terminal = terminal;
    }

    /** Begins to count batches. */
    synchronized void start(Options run, int batchesPerEpoch, int epochsBefore) {
        options = run;
        nameWidth = run.methods.stream()
                .mapToInt(method -> method.id().length())
                .max()
                .orElse(0);
        total = (long) batchesPerEpoch * run.epochs * run.methods.size() * run.seeds.size();
        before = (long) batchesPerEpoch * epochsBefore;
        done = before;
        start = System.nanoTime();
        say(columns("method", "seed", "epoch", "loss", "train %", "test %", "NLL", "fit s", "eval s", "left"));
    }

    private String columns(Object... cells) {
        int epochWidth = 2 * String.valueOf(options.epochs).length() + 1;
        return String.format(
                "%-" + Math.max(6, nameWidth) + "s %4s  %" + Math.max(5, epochWidth) + "s  %6s %7s %6s %6s %5s %6s %7s",
                cells);
    }

    /** Counts a batch; {@code loss} is the mean of the epoch so far. */
    synchronized void batch(DropoutMethod method, long seed, int epoch, double loss) {
        done++;
        if (!terminal || quiet || silent || System.nanoTime() - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = System.nanoTime();
        String bar = "#".repeat((int) (BAR * done / total));
        draw(String.format(
                Locale.ROOT,
                "[%-" + BAR + "s] %s seed %d epoch %d/%d loss %.4f left %s",
                bar,
                method,
                seed,
                epoch,
                options.epochs,
                loss,
                left()));
    }

    /** Shows what was measured; the seconds are those of {@code metrics.csv}. */
    synchronized void row(Metrics.Row row) {
        say(columns(
                row.method().id(),
                row.seed(),
                row.epoch() + "/" + options.epochs,
                String.format(Locale.ROOT, "%.4f", row.get(Metric.BATCH_LOSS)),
                String.format(Locale.ROOT, "%.2f", row.get(Metric.TRAIN_ERROR)),
                String.format(Locale.ROOT, "%.2f", row.get(Metric.TEST_ERROR)),
                String.format(Locale.ROOT, "%.4f", row.get(Metric.TEST_NLL)),
                String.format(Locale.ROOT, "%.2f", row.get(Metric.TRAIN_SECONDS)),
                String.format(Locale.ROOT, "%.2f", row.get(Metric.EVALUATION_SECONDS)),
                left()));
    }

    private String left() {
        return time((System.nanoTime() - start) / 1e9 / Math.max(1, done - before) * (total - done));
    }

    /** Returns a time such as 3:07 or 1:02:07. */
    static String time(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format("%d:%02d", time.toMinutesPart(), time.toSecondsPart());
    }

    /** Prints a line that is no result. */
    synchronized void say(String line) {
        if (!quiet && !silent) {
            erase();
            out.println(line);
            out.flush();
        }
    }

    /** Prints a result. */
    synchronized void print(String text) {
        erase();
        out.print(text);
        out.flush();
    }

    /** Prints what went wrong. */
    synchronized void complain(String message) {
        erase();
        err.println(message);
        err.flush();
    }

    /** Shows nothing of the training from now on, which may go on until the virtual machine has ended. */
    synchronized void silence() {
        erase();
        silent = true;
    }

    private void draw(String line) {
        String shown = line.substring(0, Math.min(line.length(), WIDTH));
        out.print("\r" + shown + " ".repeat(WIDTH - shown.length()) + "\r");
        out.flush();
    }

    private void erase() {
        if (drawn != 0) {
            draw("");
            drawn = 0;
        }
    }
}
