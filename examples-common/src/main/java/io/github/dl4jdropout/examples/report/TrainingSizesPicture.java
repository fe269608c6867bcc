package io.github.dl4jdropout.examples.report;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Test error against training images, on logarithmic axes where it can be, a colour a method, bars of one standard deviation over seeds. */
final class TrainingSizesPicture {

    private TrainingSizesPicture() {}

    static void save(TrainingSizes sizes, Path file) throws IOException {
        ChartStyle.drawWithoutDisplay();
        ImageIO.write(BitmapEncoder.getBufferedImage(chart(sizes)), "png", file.toFile());
    }

    static XYChart chart(TrainingSizes sizes) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(600)
                .title("Test error on " + sizes.first().data().title())
                .xAxisTitle("training images")
                .yAxisTitle("test error (%)" + (bars(sizes) ? ", bars: ±1 sd over seeds" : ""))
                .theme(Styler.ChartTheme.Matlab)
                .build();
        double[] images =
                sizes.runs().stream().mapToDouble(TrainingSizes::images).toArray();
        for (String method : sizes.methods()) {
            List<Estimate> errors = sizes.errors(method);
            XYSeries series = chart.addSeries(
                    method,
                    images,
                    errors.stream().mapToDouble(Estimate::mean).toArray(),
                    errors.stream().mapToDouble(TrainingSizesPicture::sd).toArray());
            Color colour = Palette.colour(sizes.first(), method);
            series.setLineColor(colour);
            series.setMarkerColor(colour);
            series.setMarker(SeriesMarkers.CIRCLE);
        }
        ChartStyle.apply(chart.getStyler());
        chart.getStyler()
                .setXAxisLogarithmic(true)
                // Whole powers of ten, of which alone there are labels: all others would not have room.
                .setXAxisMin(Math.pow(10, Math.floor(Math.log10(images[0]))))
                .setXAxisMax(Math.pow(10, Math.ceil(Math.log10(images[images.length - 1]))))
                .setXAxisDecimalPattern("#,##0")
                .setYAxisDecimalPattern("0.##")
                .setLegendPosition(Styler.LegendPosition.InsideNE);
        if (hasLogarithms(sizes)) {
            chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(false);
        } else {
            chart.getStyler().setYAxisMin(0.0);
        }
        return chart;
    }

    private static boolean bars(TrainingSizes sizes) {
        return errors(sizes).anyMatch(error -> error.n() > 1);
    }

    /** A network without errors, or a bar that reaches down to 0, has no place on a logarithmic axis. */
    private static boolean hasLogarithms(TrainingSizes sizes) {
        return errors(sizes).allMatch(error -> error.mean() - sd(error) > 0);
    }

    private static Stream<Estimate> errors(TrainingSizes sizes) {
        return sizes.methods().stream().flatMap(method -> sizes.errors(method).stream());
    }

    private static double sd(Estimate error) {
        return error.n() < 2 ? 0 : error.sd();
    }
}
