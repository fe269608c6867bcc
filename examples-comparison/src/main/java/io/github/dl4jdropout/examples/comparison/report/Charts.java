package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunInfo.DataInfo;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures with axes. They go to a file, not to a stream: for a stream, {@link ImageIO} makes a temporary file with a shutdown hook,
 * and the report of an interrupted run is written while the virtual machine shuts down.
 */
public final class Charts {
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

    static {
        System.setProperty("java.awt.headless", "true"); // no display is needed or asked for
    }

    /** {@code curves.png}: error and negative log-likelihood by epoch, on training and on test images. */
    static void saveCurves(Results results, Path file) throws IOException {
        XYChart error = curves(results, 740, "error (%)", Metric.TRAIN_ERROR, Metric.TEST_ERROR);
        XYChart nll = curves(results, 930, "NLL (nats)", Metric.TRAIN_NLL, Metric.TEST_NLL);
        error.getStyler().setLegendVisible(false); // the other one serves both, and is wider for it
        save(file, error, nll);
    }

    /** A picture of charts of one height, from left to right. */
    public static void save(Path file, XYChart... charts) throws IOException {
        int width = Stream.of(charts).mapToInt(XYChart::getWidth).sum();
        BufferedImage picture = new BufferedImage(width, charts[0].getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        int left = 0;
        for (XYChart chart : charts) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(chart), left, 0, null);
            left += chart.getWidth();
        }
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    /** A figure by epoch, on training and on test images. */
    static XYChart curves(Results results, int width, String figure, Metric train, Metric test) {
        DataInfo data = results.info().data();
        String title = data.title() + String.format(Locale.ROOT, ", %,d training images", data.trainImages());
        XYChart chart = chart(width, title, figure + ", dashed: training images, solid: test images");
        List<DropoutMethod> methods = results.settings().methods().stream()
                .filter(method -> !results.curve(method, test).isEmpty())
                .toList();
        List<Double> ends = new ArrayList<>();
        methods.forEach(method -> ends.add(end(results.curve(method, test))));
        Collections.sort(ends);
        // A method that ends higher would press the others to the ground. It is named instead.
        double high = 3 * ends.get((ends.size() - 1) / 2);
        String above = "";
        double top = 0;
        for (DropoutMethod method : methods) {
            NavigableMap<Integer, Estimate> trained = results.curve(method, train);
            NavigableMap<Integer, Estimate> tested = results.curve(method, test);
            line(chart, method + " train", trained, method.colour, SeriesLines.DASH_DASH)
                    .setShowInLegend(false);
            line(chart, method.id(), tested, method.colour, SeriesLines.SOLID);
            if (end(tested) > high) {
                above += ", above the axis: " + method + ", which ends at " + test.text(end(tested));
            } else {
                top = Math.max(top, Math.max(largest(trained), largest(tested)));
            }
        }
        double most = test == Metric.TEST_ERROR ? 100 : Double.MAX_VALUE;
        double limit = top > 0 ? Math.min(most, 1.05 * top) : 1;
        int epochs = results.settings().epochs();
        chart.setXAxisTitle("epoch" + above);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(limit).setPlotContentSize(1);
        List<String> numbers =
                IntStream.rangeClosed(1, epochs).mapToObj(String::valueOf).toList();
        labels(chart, 0.02 * epochs, numbers);
        return chart;
    }

    private static double end(NavigableMap<Integer, Estimate> curve) {
        return curve.lastEntry().getValue().mean();
    }

    /** The largest value from the second epoch on. */
    private static double largest(NavigableMap<Integer, Estimate> curve) {
        Map<Integer, Estimate> later = curve.tailMap(Math.min(2, curve.lastKey()), true);
        return later.values().stream().mapToDouble(Estimate::mean).max().orElseThrow();
    }

    private static XYSeries line(
            XYChart chart, String name, Map<Integer, Estimate> curve, Color colour, BasicStroke stroke) {
        List<Integer> x = curve.keySet().stream().map(epoch -> epoch - 1).toList(); // as labels count
        List<Double> y = curve.values().stream().map(Estimate::mean).toList();
        XYSeries series = chart.addSeries(name, x, y);
        series.setLineStyle(stroke);
        return paint(series, colour, x.size() == 1);
    }

    /** {@code sweep.png}: test error by setting. */
    static XYChart sweep(Sweep sweep) {
        String data = sweep.first().info().data().title();
        XYChart chart = chart(900, data, "test error (%), bars: ±1 sd over seeds");
        chart.setXAxisTitle(sweep.name());
        List<Integer> x = IntStream.range(0, sweep.runs().size()).boxed().toList();
        double least = Double.MAX_VALUE;
        double most = 0;
        for (DropoutMethod method : sweep.first().settings().methods()) {
            List<Double> means = new ArrayList<>();
            List<Double> spreads = new ArrayList<>();
            for (Sweep.Run run : sweep.runs()) {
                Estimate error = run.results().error(method);
                means.add(error.mean());
                spreads.add(error.sd());
                least = Math.min(least, error.mean() - error.sd());
                most = Math.max(most, error.mean());
            }
            paint(chart.addSeries(method.id(), x, means, spreads), method.colour, true);
        }
        labels(chart, 0.3, sweep.values());
        // A power of the number of images is a line then. Below a decade, XChart has too few labels.
        boolean decade = least > 0 && most > 10 * least;
        chart.getStyler().setYAxisLogarithmic(decade).setYAxisLogarithmicDecadeOnly(false);
        return chart;
    }

    /** Labels x = 0, 1, 2 and so on; on the frame, a margin away, XChart would draw no label. */
    public static void labels(XYChart chart, double margin, List<String> labels) {
        chart.getStyler().setXAxisMin(-margin).setXAxisMax(labels.size() - 1 + margin);
        chart.setCustomXAxisTickLabelsFormatter(x -> label(x, labels));
    }

    /** Ends of the axis get different labels, or XChart would draw none. */
    static String label(double x, List<String> labels) {
        int i = (int) Math.rint(x);
        return Math.abs(x - i) < 1e-6 && i >= 0 && i < labels.size() ? labels.get(i) : x < 0 ? " " : "";
    }

    public static XYSeries paint(XYSeries series, Color colour, boolean markers) {
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setMarker(markers ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        return series;
    }

    public static XYChart chart(int width, String title, String unit) {
        XYChart chart = new XYChart(width, 640, Styler.ChartTheme.Matlab);
        chart.setTitle(title);
        chart.setYAxisTitle(unit);
        chart.getStyler()
                .setYAxisDecimalPattern("0.##")
                .setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(LABEL)
                .setAxisTickLabelsFont(LABEL)
                .setLegendFont(LABEL)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartTitleFont(TITLE)
                .setChartTitlePadding(14)
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }
}
