package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One panel of {@code curves.png}: a figure on training images (dashed) and on test images (solid, with a band of one standard
 * deviation over seeds) after each epoch.
 */
record CurvesPanel(Results results, Metric train, Metric test) {

    private static final Color GREY = new Color(0x777777);
    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    XYChart chart(String what, String unit, boolean legend) {
        RunInfo.DataInfo data = results.info().data();
        String above = above().stream()
                .map(method -> method + " ends at " + test.text(end(method)))
                .collect(Collectors.joining(", "));
        XYChart chart = new XYChartBuilder()
                .width(legend ? 930 : 740)
                .height(640)
                .title(String.format(
                        Locale.ROOT, "%s on %s, %,d training images", what, data.title(), data.trainImages()))
                .xAxisTitle("epoch" + (above.isEmpty() ? "" : "   (above the axis on test images: " + above + ")"))
                .yAxisTitle(unit)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        for (DropoutMethod method : results.measured()) {
            band(chart, method + " band", results.curve(method, test), method.colour())
                    .setShowInLegend(false);
            line(chart, method + " train", results.curve(method, train), method.colour(), DASHED)
                    .setShowInLegend(false);
            line(chart, method.id(), results.curve(method, test), method.colour(), SOLID);
        }
        // Entries of the legend that stand for no curve.
        SortedMap<Integer, Estimate> nowhere = new TreeMap<>(Map.of(1, Estimate.of(Double.NaN)));
        line(chart, "test images", nowhere, GREY, SOLID).setMarker(SeriesMarkers.NONE);
        line(chart, "train images", nowhere, GREY, DASHED).setMarker(SeriesMarkers.NONE);
        if (results.settings().seeds().size() > 1) {
            band(chart, "±1 sd over seeds", nowhere, GREY);
        }
        List<String> epochs = IntStream.rangeClosed(1, results.settings().epochs())
                .mapToObj(String::valueOf)
                .toList();
        int last = Math.max(1, results.settings().epochs() - 1);
        Charts.style(chart.getStyler())
                .setYAxisMin(0.0)
                .setYAxisMax(test == Metric.TEST_ERROR ? Math.min(100, top()) : top())
                // Drawn from 0, labelled from 1, so that the first tick is at epoch 1; on the frame it would get no
                // label.
                .setXAxisMin(-0.02 * last)
                .setXAxisMax(1.02 * last)
                .setYAxisDecimalPattern("0.##")
                .setLegendVisible(legend)
                .setPlotContentSize(1);
        chart.setCustomXAxisTickLabelsFormatter(x -> Charts.label(x, epochs));
        return chart;
    }

    private double end(DropoutMethod method) {
        SortedMap<Integer, Estimate> curve = results.curve(method, test);
        return curve.get(curve.lastKey()).mean();
    }

    /** Methods that end above three times the median of all: an axis up to there would press the others to the ground. */
    private List<DropoutMethod> above() {
        List<DropoutMethod> methods = results.measured();
        double[] ends = methods.stream().mapToDouble(this::end).sorted().toArray();
        double limit = 3 * ends[(ends.length - 1) / 2];
        return methods.stream().filter(method -> end(method) > limit).toList();
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
                .orElse(0);
        return largest > 0 ? 1.05 * largest : 1;
    }

    private static XYSeries line(
            XYChart chart, String name, SortedMap<Integer, Estimate> curve, Color colour, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, epochs(curve), values(curve, 0));
        series.setMarker(curve.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        return series;
    }

    /** One standard deviation to both sides: a polygon, there and back. */
    private static XYSeries band(XYChart chart, String name, SortedMap<Integer, Estimate> curve, Color colour) {
        double[] x = thereAndBack(epochs(curve), epochs(curve));
        XYSeries series = chart.addSeries(name, x, thereAndBack(values(curve, 1), values(curve, -1)));
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50));
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static double[] thereAndBack(double[] there, double[] back) {
        int n = there.length;
        return IntStream.range(0, 2 * n)
                .mapToDouble(i -> i < n ? there[i] : back[2 * n - 1 - i])
                .toArray();
    }

    private static double[] epochs(SortedMap<Integer, Estimate> curve) {
        return curve.keySet().stream().mapToDouble(epoch -> epoch - 1).toArray();
    }

    private static double[] values(SortedMap<Integer, Estimate> curve, int deviations) {
        return curve.values().stream()
                .mapToDouble(value -> value.mean() + deviations * value.spread())
                .toArray();
    }
}
