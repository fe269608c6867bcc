package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
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

    private static final Color GREY = new Color(0x777777);
    private static final Color NOTHING = new Color(0, 0, 0, 0);

    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);

    XYChart chart(Results results) {
        Curves curves = Curves.of(results, train, test);
        XYChart chart = new XYChartBuilder()
                .width(legend ? WIDTH + LEGEND_WIDTH : WIDTH)
                .height(HEIGHT)
                .title(heading(results.info()))
                .xAxisTitle("epoch" + (curves.above().isEmpty() ? "" : "   (above the axis: " + curves.above() + ")"))
                .yAxisTitle(unit)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        style(chart, curves.top(), results.info().settings().epochs());
        curves.test()
                .forEach((method, curve) -> band(chart, method + " band", curve, Palette.colour(results.info(), method))
                        .setShowInLegend(false));
        curves.train()
                .forEach((method, curve) -> line(
                                chart, method + " train", curve, Palette.colour(results.info(), method), DASHED)
                        .setShowInLegend(false));
        curves.test()
                .forEach((method, curve) -> line(chart, method, curve, Palette.colour(results.info(), method), SOLID));
        explainLines(chart, results.info().settings().seeds().size());
        return chart;
    }

    private String heading(RunInfo info) {
        return String.format(
                Locale.ROOT,
                "%s on %s, %,d training images",
                title,
                info.data().title(),
                info.data().trainImages());
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
        ChartStyle.apply(chart.getStyler());
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(top)
                .setXAxisMin(0.0)
                .setXAxisMax(1.02 * epochs) // room for the last label
                .setXAxisDecimalPattern("0")
                .setYAxisDecimalPattern("0.##")
                .setLegendVisible(legend)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setPlotContentSize(1);
    }
}
