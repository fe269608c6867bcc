// mvn -q compile exec:exec -pl examples-mnist -am -Dexample=ManyWorkersReport -Dargs=docs/results/workers
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Charts;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import io.github.dl4jdropout.examples.comparison.report.Results.Interval;
import io.github.dl4jdropout.examples.comparison.report.Table;
import io.github.dl4jdropout.examples.mnist.ManyWorkers.Masks;
import io.github.dl4jdropout.examples.mnist.ManyWorkers.Row;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;

/** Tables and pictures of what {@link ManyWorkers} measured. */
record ManyWorkersReport(String ranOn, List<Row> rows) {

    /** The argument is the folder of the measurements. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(Row.FILE));
        List<Row> rows = lines.stream().skip(2).map(Row::of).toList();
        ManyWorkersReport report = new ManyWorkersReport(lines.get(0).substring(2), rows);
        XYChart same = report.variances(640, "Mean gradient, one batch for all workers", Row::sameBatch);
        same.getStyler().setLegendVisible(false); // the other one serves both
        XYChart own = report.variances(830, "Mean gradient, a batch for each worker", Row::ownBatches);
        Charts.save(folder.resolve("variance.png"), same, own);
        Charts.save(folder.resolve("error.png"), report.errors());
        Files.writeString(folder.resolve("summary.md"), report.summary());
    }

    /** A figure of each seed, divided by that of a single worker of the same seed. */
    private double[] ratios(Masks masks, int workers, ToDoubleFunction<Row> figure) {
        double[] single = values(masks, 1, figure);
        double[] several = values(masks, workers, figure);
        return IntStream.range(0, single.length)
                .mapToDouble(i -> several[i] / single[i])
                .toArray();
    }

    private double[] values(Masks masks, int workers, ToDoubleFunction<Row> figure) {
        return rows.stream()
                .filter(row -> row.masks() == masks && row.workers() == workers)
                .mapToDouble(figure)
                .toArray();
    }

    private XYChart variances(int width, String title, ToDoubleFunction<Row> figure) {
        XYChart chart = chart(width, title, "variance / variance of one worker, bars: ±1 sd over seeds");
        List<Integer> x = List.of(0, ManyWorkers.WORKERS.size() - 1);
        int most = ManyWorkers.WORKERS.get(x.get(1));
        Charts.paint(chart.addSeries("1 / workers", x, List.of(1.0, 1.0 / most)), Color.BLACK, false)
                .setLineStyle(SeriesLines.DASH_DASH);
        add(chart, (masks, workers) -> Estimate.of(ratios(masks, workers, figure)));
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisLogarithmicDecadeOnly(false)
                .setYAxisMin(0.05)
                .setYAxisMax(1.3);
        return chart;
    }

    private XYChart errors() {
        XYChart chart =
                chart(830, "MNIST, " + ManyWorkers.UPDATES + " updates", "test error (%), bars: ±1 sd over seeds");
        add(chart, this::error);
        return chart;
    }

    private Estimate error(Masks masks, int workers) {
        return Estimate.of(values(masks, workers, Row::error));
    }

    private static XYChart chart(int width, String title, String unit) {
        XYChart chart = Charts.chart(width, title, unit);
        chart.setXAxisTitle("workers");
        Charts.labels(
                chart, 0.3, ManyWorkers.WORKERS.stream().map(String::valueOf).toList());
        return chart;
    }

    /** Adds a curve for each sort of masks, the bars beside one another. */
    private static void add(XYChart chart, BiFunction<Masks, Integer, Estimate> estimate) {
        for (Masks masks : Masks.values()) {
            List<Double> x = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            List<Double> spreads = new ArrayList<>();
            for (int i = 0; i < ManyWorkers.WORKERS.size(); i++) {
                Estimate at = estimate.apply(masks, ManyWorkers.WORKERS.get(i));
                x.add(i + 0.05 * (masks.ordinal() - 1));
                means.add(at.mean());
                spreads.add(at.sd());
            }
            Charts.paint(chart.addSeries(masks.title, x, means, spreads), masks.colour, true);
        }
    }

    private String summary() {
        return String.join(
                "\n\n",
                "# Many workers, simulated",
                ManyWorkers.description(),
                "Variance of the mean gradient, divided by that of one worker. One batch for all workers and repetitions, so that"
                        + " only the masks differ:",
                variances(Row::sameBatch, true),
                "A batch for each worker and repetition, as in use:",
                variances(Row::ownBatches, false),
                "The variance is the trace of the sample covariance matrix of the mean gradient over "
                        + ManyWorkers.REPETITIONS
                        + " repetitions, at the weights of a single worker after " + ManyWorkers.UPDATES_PER_FIT
                        + " updates."
                        + " \"Built-in, computed\" is (1 + (K - 1)²) / K², the variance of K workers of which K - 1 draw the"
                        + " same masks. A variance has a standard error of about 2 %; all rows of a column share that of one worker.",
                "![Variance of the mean gradient against workers](variance.png)",
                "Test error % on the 10,000 test images after " + ManyWorkers.UPDATES
                        + " updates, a batch for each worker:",
                differences(),
                "Mean ± sample standard deviation over " + ManyWorkers.SEEDS
                        + " seeds. Differences are paired by seed, with"
                        + " confidence intervals at 95 % (Student's t), each taken by itself.",
                "![Test error against workers](error.png)",
                "Again, with the folder of the files of MNIST as a second argument where it is not Deeplearning4j's; another number"
                        + " of threads rounds differently, and is slower on networks this small:",
                "```\nOMP_NUM_THREADS=1 mvn -q compile exec:exec -pl examples-mnist -am -Dexample=ManyWorkers -Dargs=docs/results/workers\n```",
                "On: " + ranOn + ".\n");
    }

    private String variances(ToDoubleFunction<Row> figure, boolean masksAlone) {
        List<List<String>> lines = new ArrayList<>();
        List<String> titles = new ArrayList<>(List.of("workers K", "1 / K"));
        Stream.of(Masks.values()).forEach(masks -> titles.add(masks.title));
        if (masksAlone) {
            titles.add("built-in, computed");
        }
        lines.add(titles);
        for (int workers : ManyWorkers.WORKERS) {
            List<String> line = new ArrayList<>(List.of(String.valueOf(workers), text("%.3f", 1.0 / workers)));
            for (Masks masks : Masks.values()) {
                Estimate ratio = Estimate.of(ratios(masks, workers, figure));
                line.add(text(workers == 1 ? "1" : "%.3f ± %.3f", ratio.mean(), ratio.sd()));
            }
            if (masksAlone) {
                line.add(text("%.3f", (1 + Math.pow(workers - 1, 2)) / Math.pow(workers, 2)));
            }
            lines.add(line);
        }
        return new Table(lines).markdown();
    }

    private String differences() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(
                "workers",
                "equal masks",
                "independent masks",
                "built-in",
                "equal - independent",
                "built-in - independent"));
        for (int workers : ManyWorkers.WORKERS) {
            List<String> line = new ArrayList<>(List.of(String.valueOf(workers)));
            for (Masks masks : Masks.values()) {
                Estimate error = error(masks, workers);
                line.add(text("%.2f ± %.2f", error.mean(), error.sd()));
            }
            line.add(workers == 1 ? "the same" : difference(Masks.EQUAL, workers));
            line.add(difference(Masks.BUILTIN, workers));
            lines.add(line);
        }
        return new Table(lines).markdown();
    }

    private String difference(Masks masks, int workers) {
        double[] some = values(masks, workers, Row::error);
        double[] independent = values(Masks.INDEPENDENT, workers, Row::error);
        double[] paired = IntStream.range(0, some.length)
                .mapToDouble(i -> some[i] - independent[i])
                .toArray();
        return Interval.of(paired).text(Metric.TEST_ERROR);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
