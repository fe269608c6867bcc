package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One panel of {@code curves.png}: a figure on training images (dashed) and on test images (solid, with a band of one standard
 * deviation over seeds) after each epoch.
 */
record CurvesPanel(Results results, Metric train, Metric test) {

    private static final int WIDTH = 740;
    private static final int LEGEND_WIDTH = 190;
    private static final int HEIGHT = 640;

    private static final Color GREY = new Color(0x777777);
    private static final Color NOTHING = new Color(0, 0, 0, 0);
    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    XYChart chart(String what, String unit, boolean legend) {
        List<DropoutMethod> methods = results.measured();
        List<DropoutMethod> above = above();
        double top = top();
        String left = above.stream()
                .map(method -> method + " ends at " + test.text(end(method)))
                .collect(Collectors.joining(", "));
        XYChart chart = Charts.chart(
                legend ? WIDTH + LEGEND_WIDTH : WIDTH,
                HEIGHT,
                String.format(
                        Locale.ROOT,
                        "%s on %s, %,d training images",
                        what,
                        results.info().data().title(),
                        results.info().data().trainImages()),
                "epoch" + (left.isEmpty() ? "" : "   (above the axis on test images: " + left + ")"),
                unit);
        for (DropoutMethod method : methods) {
            band(chart, method + " band", results.curve(method, test), method.colour())
                    .setShowInLegend(false);
        }
        for (DropoutMethod method : methods) {
            line(chart, method + " train", results.curve(method, train), method.colour(), DASHED)
                    .setShowInLegend(false);
        }
        for (DropoutMethod method : methods) {
            line(chart, method.id(), results.curve(method, test), method.colour(), SOLID);
        }
        explainLines(chart, results.settings().seeds().size());
        int last = Math.max(1, results.settings().epochs() - 1);
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(test == Metric.TEST_ERROR ? Math.min(100, top) : top)
                // Drawn from 0 and labelled from 1, so that the first tick is at the first epoch; a tick on the frame
                // would get no label.
                .setXAxisMin(-0.02 * last)
                .setXAxisMax(1.02 * last)
                .setYAxisDecimalPattern("0.##")
                .setLegendVisible(legend)
                .setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.setCustomXAxisTickLabelsFormatter(CurvesPanel::epoch);
        return chart;
    }

    /** Whole epochs have labels. The ends of the axis get different ones, or XChart would draw none. */
    private static String epoch(double x) {
        return Math.abs(x - Math.rint(x)) < 1e-6 ? String.valueOf(Math.round(x) + 1) : x < 0 ? " " : "";
    }

    private double end(DropoutMethod method) {
        SortedMap<Integer, Estimate> curve = results.curve(method, test);
        return curve.get(curve.lastKey()).mean();
    }

    /** Methods that end above three times the median of all: an axis up to there would press the others to the ground. */
    private List<DropoutMethod> above() {
        double[] ends =
                results.measured().stream().mapToDouble(this::end).sorted().toArray();
        double median = ends[(ends.length - 1) / 2];
        return results.measured().stream()
                .filter(method -> end(method) > 3 * median)
                .toList();
    }

    /** A little above the largest value from the second epoch on, of methods that are not {@link #above}. */
    double top() {
        List<DropoutMethod> above = above();
        double largest = results.measured().stream()
                .filter(method -> !above.contains(method))
                .flatMap(method -> Stream.of(results.curve(method, train), results.curve(method, test)))
                .flatMap(curve -> curve.values().stream().skip(curve.firstKey() == 1 && curve.size() > 1 ? 1 : 0))
                .mapToDouble(value -> value.mean() + value.spread())
                .max()
                .orElse(1);
        return largest > 0 ? 1.05 * largest : 1;
    }

    private static XYSeries line(
            XYChart chart, String name, SortedMap<Integer, Estimate> curve, Color colour, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, epochs(curve), values(curve, Estimate::mean));
        series.setMarker(curve.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        return series;
    }

    /** One standard deviation to both sides: a polygon, there and back. */
    private static XYSeries band(XYChart chart, String name, SortedMap<Integer, Estimate> curve, Color colour) {
        XYSeries series = chart.addSeries(
                name,
                DoubleStream.concat(Arrays.stream(epochs(curve)), reversed(epochs(curve)))
                        .toArray(),
                DoubleStream.concat(
                                Arrays.stream(values(curve, value -> value.mean() + value.spread())),
                                reversed(values(curve, value -> value.mean() - value.spread())))
                        .toArray());
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50));
        series.setLineColor(NOTHING);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static DoubleStream reversed(double[] values) {
        return IntStream.rangeClosed(1, values.length).mapToDouble(i -> values[values.length - i]);
    }

    private static double[] epochs(SortedMap<Integer, Estimate> curve) {
        return curve.keySet().stream().mapToDouble(epoch -> epoch - 1).toArray();
    }

    private static double[] values(SortedMap<Integer, Estimate> curve, ToDoubleFunction<Estimate> value) {
        return curve.values().stream().mapToDouble(value).toArray();
    }

    /** Entries of the legend that stand for no curve. */
    private static void explainLines(XYChart chart, int seeds) {
        SortedMap<Integer, Estimate> nowhere = new TreeMap<>(Map.of(1, Estimate.of(Double.NaN)));
        line(chart, "test images", nowhere, GREY, SOLID).setMarker(SeriesMarkers.NONE);
        line(chart, "train images", nowhere, GREY, DASHED).setMarker(SeriesMarkers.NONE);
        if (seeds > 1) {
            band(chart, "±1 sd, " + seeds + " seeds", nowhere, GREY);
        }
    }
}
