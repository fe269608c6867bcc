package io.github.dl4jdropout.benchmarks.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** What dropout adds to a training iteration, in percent, as bars. */
final class IterationPicture {

    private IterationPicture() {}

    static CategoryChart chart(Measurements measurements) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(560)
                .title("What dropout adds to a training iteration (medians of paired rounds)")
                .yAxisTitle("time added to no dropout (%)")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        Look.common(chart.getStyler());
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setYAxisDecimalPattern("0.#");
        bars(chart, measurements, "built-in", "builtinPercent", Look.BLACK);
        bars(chart, measurements, "plugin", "pluginPercent", Look.BLUE);
        return chart;
    }

    private static void bars(
            CategoryChart chart, Measurements measurements, String name, String counter, Color colour) {
        List<String> places = new ArrayList<>();
        List<Double> percent = new ArrayList<>();
        for (String network : List.of("MLP", "CNN")) {
            for (String jdk : measurements.jdks()) {
                measurements
                        .counter(jdk, network.charAt(0) + network.substring(1).toLowerCase() + "Iteration", counter)
                        .ifPresent(value -> {
                            places.add(network + ", " + Look.jdk(jdk));
                            percent.add(Math.round(10 * value) / 10.0);
                        });
            }
        }
        chart.addSeries(name, places, percent).setFillColor(colour);
    }
}
