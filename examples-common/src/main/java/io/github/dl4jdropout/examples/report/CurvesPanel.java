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
 * @param title of the panel
 * @param unit of the vertical axis
 * @param train the measurement on training images
 * @param test the measurement on test images
 */
record CurvesPanel(
        String title, String unit, ToDoubleFunction<EpochRecord> train, ToDoubleFunction<EpochRecord> test) {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 720;

    /** Okabe and Ito's colours, which people with any common colour blindness tell apart; without the yellow, too pale on white. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x0072B2),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0xCC79A7),
            new Color(0x56B4E9));

    XYChart chart(Results results) {
        Map<String, Curve> testCurves = curves(results, test);
        Map<String, Curve> trainCurves = curves(results, train);
        double top = top(testCurves);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(heading(results.info()))
                .xAxisTitle("epoch" + clipped(testCurves, top))
                .yAxisTitle(unit)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        style(chart, top);
        List<String> all = List.copyOf(results.info().methods().keySet());
        testCurves.forEach((method, curve) -> band(chart, method, curve, colour(all, method)));
        trainCurves.forEach((method, curve) -> line(chart, method + ", train", curve, colour(all, method), true));
        testCurves.forEach((method, curve) -> line(chart, method + ", test", curve, colour(all, method), false));
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
     * Where the axis ends: twice the value that the worst method ends at, but a method that ends above three times the median of all
     * does not count, or it would press the others to the ground.
     */
    private static double top(Map<String, Curve> curves) {
        List<Double> ends = new ArrayList<>(
                curves.values().stream().map(Curve::lastMean).sorted().toList());
        double median = ends.get((ends.size() - 1) / 2);
        ends.removeIf(end -> end > 3 * median);
        return ends.isEmpty() || Collections.max(ends) == 0 ? 1 : 2 * Collections.max(ends);
    }

    private static String clipped(Map<String, Curve> curves, double top) {
        String above = curves.entrySet().stream()
                .filter(curve -> curve.getValue().lastMean() > top)
                .map(curve -> String.format(
                        Locale.ROOT, "%s ends at %.2f", curve.getKey(), curve.getValue().lastMean()))
                .collect(Collectors.joining(", "));
        return above.isEmpty() ? "" : "   (above the axis: " + above + ")";
    }

    private String heading(RunInfo info) {
        return title + ": " + info.data().title();
    }

    private static Color colour(List<String> all, String method) {
        return COLOURS.get(all.indexOf(method) % COLOURS.size());
    }

    private static void line(XYChart chart, String name, Curve curve, Color colour, boolean dashed) {
        XYSeries series = chart.addSeries(name, curve.epochs(), curve.means());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(
                dashed
                        ? new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0)
                        : new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static void band(XYChart chart, String name, Curve curve, Color colour) {
        int n = curve.epochs().length;
        double[] x = new double[2 * n];
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[i] = x[2 * n - 1 - i] = curve.epochs()[i];
            y[i] = curve.means()[i] + curve.sds()[i];
            y[2 * n - 1 - i] = curve.means()[i] - curve.sds()[i];
        }
        XYSeries series = chart.addSeries(name + ", band", x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 50));
        series.setLineColor(new Color(0, 0, 0, 0));
        series.setMarker(SeriesMarkers.NONE);
        series.setShowInLegend(false);
    }

    private static void style(XYChart chart, double top) {
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(top)
                .setXAxisDecimalPattern("0")
                .setPlotGridLinesColor(new Color(0xDDDDDD))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setLegendBorderColor(Color.WHITE)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 18))
                .setChartBackgroundColor(Color.WHITE);
    }
}
