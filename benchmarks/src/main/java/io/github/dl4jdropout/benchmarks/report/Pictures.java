package io.github.dl4jdropout.benchmarks.report;

import io.github.dl4jdropout.benchmarks.report.Measurements.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One picture per comparison. The colours are Okabe and Ito's, which people with any common colour blindness tell apart. */
record Pictures(Measurements measurements) {

    private static final Color BLACK = new Color(0x000000);
    private static final Color ORANGE = new Color(0xE69F00);
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color GREEN = new Color(0x009E73);

    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(2.0f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);

    /** Nanoseconds per element against the number of elements, at rate 0.5. */
    XYChart passes(String benchmark, String title) {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(640)
                .title(title + ", rate 0.5, two cores (medians)")
                .xAxisTitle("elements (floats)")
                .yAxisTitle("ns/element")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        line(chart, "pytorch", benchmark, "PYTORCH", "PyTorch", ORANGE, SOLID);
        List<String> jdks = measurements.jdks();
        for (String jdk : jdks) {
            BasicStroke stroke = jdk.equals(jdks.get(jdks.size() - 1)) ? SOLID : DASHED;
            line(chart, jdk, benchmark, "BUILTIN", "built-in, " + name(jdk), BLACK, stroke);
            line(chart, jdk, benchmark, "PLUGIN", "plugin, " + name(jdk), BLUE, stroke);
            line(chart, jdk, benchmark, "COPY", "copy, " + name(jdk), GREEN, stroke);
        }
        double[] x = decades(points(benchmark).mapToDouble(Figure::elements));
        double[] y = decades(points(benchmark).mapToDouble(Figure::nanosecondsPerElement));
        style(chart.getStyler())
                .setXAxisLogarithmic(true)
                .setXAxisDecimalPattern("#,##0")
                .setXAxisMin(x[0])
                .setXAxisMax(x[1])
                .setYAxisLogarithmic(true)
                .setYAxisDecimalPattern("0.###")
                .setYAxisMin(y[0])
                .setYAxisMax(y[1]);
        return chart;
    }

    private Stream<Figure> points(String benchmark) {
        return measurements.all().stream()
                .filter(figure ->
                        figure.benchmark().equals(benchmark) && figure.name().equals(Measurements.MEDIAN))
                .filter(figure -> figure.parameters().get("rate").equals("0.5"));
    }

    /** A little beyond whole powers of ten, which have labels, but not on the frame. */
    private static double[] decades(DoubleStream values) {
        DoubleSummaryStatistics range = values.summaryStatistics();
        return new double[] {
            0.8 * Math.pow(10, Math.floor(Math.log10(range.getMin()))),
            1.25 * Math.pow(10, Math.ceil(Math.log10(range.getMax())))
        };
    }

    private void line(
            XYChart chart,
            String run,
            String benchmark,
            String subject,
            String name,
            Color colour,
            BasicStroke stroke) {
        List<Figure> points = points(benchmark)
                .filter(figure -> figure.run().equals(run))
                .filter(figure -> figure.parameters().get("subject").equals(subject))
                .sorted(Comparator.comparingLong(Figure::elements))
                .toList();
        if (!points.isEmpty()) {
            XYSeries series = chart.addSeries(
                    name,
                    points.stream().mapToDouble(Figure::elements).toArray(),
                    points.stream().mapToDouble(Figure::nanosecondsPerElement).toArray());
            series.setLineColor(colour);
            series.setLineStyle(stroke);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(colour);
        }
    }

    /** What dropout adds to a training iteration, in percent, as bars. */
    CategoryChart iterations() {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1000)
                .height(560)
                .title("What dropout adds to a training iteration (medians of paired rounds)")
                .xAxisTitle("network, Java")
                .yAxisTitle("time added to no dropout (%)")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        bars(chart, "built-in", "builtinPercent", ORANGE);
        bars(chart, "plugin", "pluginPercent", BLUE);
        style(chart.getStyler()).setYAxisDecimalPattern("0.#");
        chart.getStyler().setLabelsVisible(true);
        return chart;
    }

    private void bars(CategoryChart chart, String name, String counter, Color colour) {
        List<String> places = new ArrayList<>();
        List<Double> percent = new ArrayList<>();
        for (String network : List.of("Mlp", "Cnn")) {
            for (String jdk : measurements.jdks()) {
                measurements.counter(jdk, network + "Iteration", counter).ifPresent(value -> {
                    places.add(network.toUpperCase(Locale.ROOT) + ", " + name(jdk));
                    percent.add(Math.round(10 * value) / 10.0);
                });
            }
        }
        chart.addSeries(name, places, percent).setFillColor(colour);
    }

    /** The name of a run for a person: "JDK 25". */
    private static String name(String run) {
        return run.replace("jdk", "JDK ");
    }

    private static AxesChartStyler style(AxesChartStyler styler) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        styler.setAxisTitleFont(font)
                .setAxisTickLabelsFont(font)
                .setLegendFont(font)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 17))
                .setChartTitlePadding(14)
                .setChartBackgroundColor(Color.WHITE);
        return styler;
    }
}
