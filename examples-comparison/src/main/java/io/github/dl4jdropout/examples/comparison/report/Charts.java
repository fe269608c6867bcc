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
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures with axes. They go to a file, not to a stream: for a stream, {@link ImageIO} makes a temporary file with a shutdown hook,
 * and the report of an interrupted run is written while the virtual machine shuts down.
 */
final class Charts {

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

    private Charts() {}

    /** {@code curves.png}: error and negative log-likelihood after each epoch, on training and on test images. */
    static void saveCurves(Results results, Path file) throws IOException {
        XYChart error =
                new CurvesPanel(results, Metric.TRAIN_ERROR, Metric.TEST_ERROR).chart("Error", "error (%)", false);
        XYChart nll = new CurvesPanel(results, Metric.TRAIN_NLL, Metric.TEST_NLL)
                .chart("NLL", "negative log-likelihood (nats)", true);
        // XChart's own way of putting charts into one picture makes them equally wide; here one has the legend for
        // both.
        BufferedImage picture =
                new BufferedImage(error.getWidth() + nll.getWidth(), error.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.drawImage(BitmapEncoder.getBufferedImage(error), 0, 0, null);
        graphics.drawImage(BitmapEncoder.getBufferedImage(nll), error.getWidth(), 0, null);
        graphics.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    /** {@code sweep.png}: test error against one setting, on logarithmic axes where it can be. */
    static void saveSweep(SweepRuns sweep, Path file) throws IOException {
        ImageIO.write(BitmapEncoder.getBufferedImage(sweep(sweep)), "png", file.toFile());
    }

    static XYChart sweep(SweepRuns sweep) {
        XYChart chart = chart(
                900,
                600,
                "Test error on " + sweep.first().info().data().title(),
                sweep.name(),
                "test error (%), bars: ±1 sd over seeds");
        double[] x = sweep.positions();
        for (DropoutMethod method : sweep.methods()) {
            List<Estimate> errors = sweep.errors(method);
            XYSeries series = chart.addSeries(
                    method.id(),
                    x,
                    errors.stream().mapToDouble(Estimate::mean).toArray(),
                    errors.stream().mapToDouble(Estimate::spread).toArray());
            series.setLineColor(method.colour());
            series.setMarkerColor(method.colour());
            series.setMarker(SeriesMarkers.CIRCLE);
        }
        XYStyler styler = chart.getStyler();
        styler.setYAxisDecimalPattern("0.##").setLegendPosition(Styler.LegendPosition.OutsideE);
        if (sweep.isLogarithmic()) {
            // Beyond whole powers of ten, which alone have labels, and which have none on the frame.
            styler.setXAxisLogarithmic(true)
                    .setXAxisMin(0.8 * Math.pow(10, Math.floor(Math.log10(x[0]))))
                    .setXAxisMax(1.25 * Math.pow(10, Math.ceil(Math.log10(x[x.length - 1]))))
                    .setXAxisDecimalPattern("#,##0");
            styler.setYAxisLogarithmic(true)
                    .setYAxisLogarithmicDecadeOnly(false)
                    .setPlotContentSize(0.92);
        } else {
            styler.setYAxisMin(0.0);
            chart.setCustomXAxisTickLabelsFormatter(sweep::label);
        }
        return chart;
    }

    /** A chart in the style of all. */
    static XYChart chart(int width, int height, String title, String x, String y) {
        System.setProperty("java.awt.headless", "true"); // no display is needed or asked for
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(LABEL)
                .setAxisTickLabelsFont(LABEL)
                .setLegendFont(LABEL)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(TITLE)
                .setChartTitlePadding(14)
                .setChartBackgroundColor(Color.WHITE);
        styler.setPlotContentSize(1);
        return chart;
    }
}
