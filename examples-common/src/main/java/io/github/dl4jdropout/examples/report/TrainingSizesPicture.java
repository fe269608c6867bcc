package io.github.dl4jdropout.examples.report;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Test error against training images, both on logarithmic axes, a colour a method, bars of one standard deviation over seeds. */
final class TrainingSizesPicture {

    private TrainingSizesPicture() {}

    static void save(TrainingSizes sizes, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true"); // pictures go to files; no display is needed or asked for
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
                    errors.stream()
                            .mapToDouble(error -> error.n() < 2 ? 0 : error.sd())
                            .toArray());
            Color colour = Palette.colour(sizes.first(), method);
            series.setLineColor(colour);
            series.setMarkerColor(colour);
            series.setMarker(SeriesMarkers.CIRCLE);
        }
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                // Whole powers of ten, of which alone there are labels: all others would not have room.
                .setXAxisMin(Math.pow(10, Math.floor(Math.log10(images[0]))))
                .setXAxisMax(Math.pow(10, Math.ceil(Math.log10(images[images.length - 1]))))
                .setYAxisLogarithmicDecadeOnly(false)
                .setXAxisDecimalPattern("#,##0")
                .setYAxisDecimalPattern("0.##")
                .setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setLegendPosition(Styler.LegendPosition.InsideNE)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17))
                .setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private static boolean bars(TrainingSizes sizes) {
        return sizes.methods().stream()
                .flatMap(method -> sizes.errors(method).stream())
                .anyMatch(error -> error.n() > 1);
    }
}
