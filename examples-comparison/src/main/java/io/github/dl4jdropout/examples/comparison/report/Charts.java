package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures with axes. They go to a file, not to a stream: for a stream, {@link ImageIO} makes a temporary file with a shutdown hook,
 * and the report of an interrupted run is written while the virtual machine shuts down.
 */
final class Charts {

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

    static {
        System.setProperty("java.awt.headless", "true"); // no display is needed or asked for
    }

    private Charts() {}

    /** {@code curves.png}: error and negative log-likelihood by epoch, on training and on test images. */
    static void saveCurves(Results results, Path file) throws IOException {
        XYChart error =
                new CurvesPanel(results, Metric.TRAIN_ERROR, Metric.TEST_ERROR).chart("Error", "error (%)", false);
        XYChart nll = new CurvesPanel(results, Metric.TRAIN_NLL, Metric.TEST_NLL)
                .chart("NLL", "negative log-likelihood (nats)", true);
        // XChart's own way of putting charts into one picture makes them equally wide; here one has the legend for
        // both.
        int width = error.getWidth() + nll.getWidth();
        BufferedImage picture = new BufferedImage(width, error.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(error), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(nll), error.getWidth(), 0, null);
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    /** {@code sweep.png}: test error by setting. */
    static void saveSweep(Sweep sweep, Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(sweep(sweep)), "png", file.toFile());
    }

    static XYChart sweep(Sweep sweep) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title("Test error on " + sweep.first().info().data().title())
                .xAxisTitle(sweep.name())
                .yAxisTitle("test error (%), bars: ±1 sd over seeds")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        List<String> labels = sweep.values();
        double lowest = 100;
        for (DropoutMethod method : sweep.first().settings().methods()) {
            Estimate[] errors = sweep.runs().stream()
                    .map(run -> run.results().last(method, Metric.TEST_ERROR))
                    .toArray(Estimate[]::new);
            XYSeries series = chart.addSeries(
                    method.id(),
                    IntStream.range(0, errors.length).asDoubleStream().toArray(),
                    Arrays.stream(errors).mapToDouble(Estimate::mean).toArray(),
                    Arrays.stream(errors).mapToDouble(Estimate::spread).toArray());
            series.setLineColor(method.colour());
            series.setMarkerColor(method.colour());
            series.setMarker(SeriesMarkers.CIRCLE);
            for (Estimate error : errors) {
                lowest = Math.min(lowest, error.mean() - error.spread());
            }
        }
        style(chart.getStyler())
                .setXAxisMin(-0.3)
                .setXAxisMax(labels.size() - 0.7)
                .setYAxisDecimalPattern("0.##")
                .setYAxisLogarithmic(lowest > 0) // a power of the number of images is a line then
                .setYAxisLogarithmicDecadeOnly(false);
        chart.setCustomXAxisTickLabelsFormatter(x -> label(x, labels));
        return chart;
    }

    /** Whole numbers have labels. The ends of the axis get different ones, or XChart would draw none. */
    static String label(double x, List<String> labels) {
        int i = (int) Math.rint(x);
        return Math.abs(x - i) < 1e-6 && i >= 0 && i < labels.size() ? labels.get(i) : x < 0 ? " " : "";
    }

    /** What all have in common. */
    static AxesChartStyler style(AxesChartStyler styler) {
        styler.setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(LABEL)
                .setAxisTickLabelsFont(LABEL)
                .setLegendFont(LABEL)
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartTitleFont(TITLE)
                .setChartTitlePadding(14)
                .setChartBackgroundColor(Color.WHITE);
        return styler;
    }
}
