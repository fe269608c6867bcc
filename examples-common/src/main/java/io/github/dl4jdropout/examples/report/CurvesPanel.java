package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One panel: a measurement on training images (dashed) and on test images (solid, with a band of one standard deviation over seeds)
 * against epochs, a colour a method.
 *
 * @param title what is measured
 * @param unit of the vertical axis
 * @param legend whether the panel has the legend, on its right and in addition to its width
 * @param train the measurement on training images
 * @param test the measurement on test images
 */
record CurvesPanel(
        String title,
        String unit,
        boolean legend,
        ToDoubleFunction<EpochRecord> train,
        ToDoubleFunction<EpochRecord> test) {

    private static final int WIDTH = 740;
    private static final int LEGEND_WIDTH = 170;
    private static final int HEIGHT = 640;

    /** Okabe and Ito's colours, which people with any common colour blindness tell apart; without the yellow, too pale on white. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x0072B2),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0xCC79A7),
            new Color(0x56B4E9));

    private static final Color GREY = new Color(0x777777);
    private static final Color NOTHING = new Color(0, 0, 0, 0);

    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    XYChart chart(Results results) {
        Map<String, Curve> testCurves = curves(results, test);
        Map<String, Curve> trainCurves = curves(results, train);
        double top = top(testCurves);
        XYChart chart = new XYChartBuilder()
                .width(legend ? WIDTH + LEGEND_WIDTH : WIDTH)
                .height(HEIGHT)
                .title(heading(results.info()))
                .xAxisTitle("epoch" + clipped(testCurves, top))
                .yAxisTitle(unit)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        style(chart, top, results.info().settings().epochs());
        testCurves.forEach((method, curve) ->
                band(chart, method + " band", curve, colour(results, method)).setShowInLegend(false));
        trainCurves.forEach((method, curve) -> line(chart, method + " train", curve, colour(results, method), DASHED)
                .setShowInLegend(false));
        testCurves.forEach((method, curve) -> line(chart, method, curve, colour(results, method), SOLID));
        explainLines(chart, results.info().settings().seeds().size());
        return chart;
    }

    private static Map<String, Curve> curves(Results results, ToDoubleFunction<EpochRecord> value) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (String method : results.info().settings().methods()) {
            Curve curve = Curve.of(results.rows(), method, value);
            if (curve.epochs().length > 0) {
                curves.put(method, curve);
            }
        }
        return curves;
    }

    /**
     * Where the axis ends: at twice the value that the worst method ends at. A method that ends above three times the median of all
     * does not count, or it would press the others to the ground.
     */
    private static double top(Map<String, Curve> curves) {
        List<Double> ends = new ArrayList<>(
                curves.values().stream().map(Curve::lastMean).sorted().toList());
        double median = ends.get((ends.size() - 1) / 2);
        ends.removeIf(end -> end > 3 * median);
        return Collections.max(ends) == 0 ? 1 : 2 * Collections.max(ends);
    }

    private static String clipped(Map<String, Curve> curves, double top) {
        String above = curves.entrySet().stream()
                .filter(curve -> curve.getValue().lastMean() > top)
                .map(curve -> String.format(
                        Locale.ROOT,
                        "%s, test: %.2f at the end",
                        curve.getKey(),
                        curve.getValue().lastMean()))
                .collect(Collectors.joining("; "));
        return above.isEmpty() ? "" : "   (above the axis: " + above + ")";
    }

    private String heading(RunInfo info) {
        return String.format(
                Locale.ROOT,
                "%s on %s, %,d training images",
                title,
                info.data().title(),
                info.data().trainImages());
    }

    private static Color colour(Results results, String method) {
        List<String> methods = List.copyOf(results.info().methods().keySet());
        return COLOURS.get(methods.indexOf(method) % COLOURS.size());
    }

    private static XYSeries line(XYChart chart, String name, Curve curve, Color colour, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, curve.epochs(), curve.means());
        series.setMarker(curve.epochs().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        return series;
    }

    private static XYSeries band(XYChart chart, String name, Curve curve, Color colour) {
        int n = curve.epochs().length;
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = x[2 * n - 1 - i] = curve.epochs()[i];
            y[i] = curve.means()[i] + curve.sds()[i];
            y[2 * n - 1 - i] = curve.means()[i] - curve.sds()[i];
        }
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50));
        series.setLineColor(NOTHING);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** Entries of the legend that stand for no curve. */
    private static void explainLines(XYChart chart, int seeds) {
        Curve nowhere = new Curve(new double[] {Double.NaN}, List.of(Estimate.of(new double[] {Double.NaN})));
        line(chart, "test images", nowhere, GREY, SOLID).setMarker(SeriesMarkers.NONE);
        line(chart, "train images", nowhere, GREY, DASHED).setMarker(SeriesMarkers.NONE);
        if (seeds > 1) {
            band(chart, "±1 sd, " + seeds + " seeds", nowhere, GREY);
        }
    }

    private void style(XYChart chart, double top, int epochs) {
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(top)
                .setXAxisMin(0.0)
                .setXAxisMax(1.02 * epochs) // room for the last label
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.##")
                .setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setLegendVisible(legend)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17))
                .setChartBackgroundColor(Color.WHITE)
                .setPlotContentSize(1);
    }
}
