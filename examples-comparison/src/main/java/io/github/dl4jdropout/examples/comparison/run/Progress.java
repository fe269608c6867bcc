package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.lang3.time.DurationFormatUtils;

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
    private final boolean terminal;
    private boolean quiet;
    private int epochs;
    private String columns;
    private long total;
    private long before;
    private long done;
    private long start;
    private long drawn;

    Progress(PrintWriter out, PrintWriter err, boolean quiet, boolean terminal) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.terminal = terminal;
    }

    /** Begins to count steps of training. */
    synchronized void start(Options options, int stepsPerEpoch, int epochsBefore) {
        epochs = options.epochs;
        total = (long) stepsPerEpoch * epochs * options.networks();
        before = (long) stepsPerEpoch * epochsBefore;
        done = before;
        start = System.nanoTime();
        int names = options.methods.stream()
                .mapToInt(method -> method.id().length())
                .reduce(6, Math::max);
        int counts = Math.max(5, 2 * String.valueOf(epochs).length() + 1);
        columns = "%-" + names + "s %4s  %" + counts + "s  %6s %7s %6s %6s %5s %6s %7s";
        say(String.format(
                columns, (Object[]) "method,seed,epoch,loss,train %,test %,NLL,fit s,eval s,left".split(",")));
    }

    /** Counts a step; {@code loss} is the mean of the epoch so far. */
    synchronized void step(DropoutMethod method, long seed, int epoch, double loss) {
        done++;
        if (terminal && !quiet && System.nanoTime() - drawn >= REDRAW_NANOS) {
            drawn = System.nanoTime();
            String bar = "#".repeat((int) (BAR * done / total));
            String line = "[%-" + BAR + "s] %s seed %d epoch %d/%d loss %.4f left %s";
            draw(String.format(Locale.ROOT, line, bar, method, seed, epoch, epochs, loss, left()));
        }
    }

    /** Shows what was measured; the seconds are those of {@code metrics.csv}. */
    synchronized void row(Metrics.Row row) {
        List<Object> cells = new ArrayList<>(List.of(row.method(), row.seed(), row.epoch() + "/" + epochs));
        for (Metric metric : Metric.values()) {
            if (metric != Metric.TRAIN_NLL && metric != Metric.TEST_ECE) {
                cells.add(metric.text(row.get(metric)));
            }
        }
        cells.add(left());
        say(String.format(columns, cells.toArray()));
    }

    private String left() {
        return time((System.nanoTime() - start) / 1e9 / Math.max(1, done - before) * (total - done));
    }

    /** Returns a time such as 3:07 or 1:02:07. */
    static String time(double seconds) {
        long s = Math.round(seconds);
        return DurationFormatUtils.formatDuration(1000 * s, s < 3600 ? "m:ss" : "H:mm:ss");
    }

    /** Prints a line that is no result. */
    synchronized void say(String line) {
        if (!quiet) {
            show(out, line + System.lineSeparator());
        }
    }

    void print(String text) {
        show(out, text);
    }

    void complain(String message) {
        show(err, message + System.lineSeparator());
    }

    /** Shows nothing of the training from now on, which may go on until the virtual machine has ended. */
    synchronized void silence() {
        quiet = true;
    }

    private synchronized void show(PrintWriter to, String text) {
        if (drawn != 0) {
            draw("");
            drawn = 0;
        }
        to.print(text);
        to.flush();
    }

    private void draw(String line) {
        String shown = line.substring(0, Math.min(line.length(), WIDTH));
        out.print("\r" + shown + " ".repeat(WIDTH - shown.length()) + "\r");
        out.flush();
    }
}
