package io.github.dl4jdropout.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Nanoseconds an element against the number of elements, both on logarithmic axes, a line a subject and run.
 *
 * @param benchmark such as "ElementForward"
 * @param title what that is
 * @param rate the one that is drawn
 */
record PassesPicture(String benchmark, String title, String rate) {

    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(2.0f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);

    XYChart chart(Measurements measurements) {
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(640)
                .title(String.format(Locale.ROOT, "%s, rate %s, two cores (medians)", title, rate))
                .xAxisTitle("elements (floats)")
                .yAxisTitle("ns an element")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        Look.common(chart.getStyler());
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setMarkerSize(8);
        line(chart, measurements, "pytorch", "PYTORCH", "PyTorch", Look.ORANGE, SOLID);
        List<String> jdks = measurements.jdks();
        for (String jdk : jdks) {
            BasicStroke stroke = jdk.equals(jdks.get(jdks.size() - 1)) ? SOLID : DASHED;
            line(chart, measurements, jdk, "BUILTIN", "built-in, " + Look.jdk(jdk), Look.BLACK, stroke);
            line(chart, measurements, jdk, "PLUGIN", "plugin, " + Look.jdk(jdk), Look.BLUE, stroke);
            line(chart, measurements, jdk, "COPY", "copy, " + Look.jdk(jdk), Look.GREEN, stroke);
        }
        return chart;
    }

    private void line(
            XYChart chart,
            Measurements measurements,
            String run,
            String subject,
            String name,
            Color colour,
            BasicStroke stroke) {
        List<Measurement> points = measurements.medians(run, benchmark, subject).stream()
                .filter(m -> m.parameters().get("rate").equals(rate))
                .sorted(Comparator.comparingLong(Measurement::elements))
                .toList();
        if (points.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                name,
                points.stream().mapToDouble(Measurement::elements).toArray(),
                points.stream().mapToDouble(Measurement::nanosecondsAnElement).toArray());
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(colour);
    }
}
