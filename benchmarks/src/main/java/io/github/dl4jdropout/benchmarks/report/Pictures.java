package io.github.dl4jdropout.benchmarks.report;

import io.github.dl4jdropout.benchmarks.report.Measurements.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The picture of a comparison. The colours are Okabe and Ito's, which people with any common colour blindness tell apart. */
record Pictures(Measurements measurements) {

    private static final BasicStroke SOLID = new BasicStroke(2.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED = new BasicStroke(2, 0, 1, 1, new float[] {7, 5}, 0);

    /** Nanoseconds per element against the number of elements, at rate 0.5. */
    XYChart passes(String noise, String pass) {
        String benchmark = noise + pass;
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(640)
                .title(noise + " dropout, " + pass.toLowerCase(Locale.ROOT) + " pass, rate 0.5, two cores (medians)")
                .xAxisTitle("elements (floats)")
                .yAxisTitle("ns/element")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        line(chart, "pytorch", benchmark, "PYTORCH", "PyTorch", 0xE69F00, SOLID);
        List<String> jdks = measurements.jdks();
        for (String jdk : jdks) {
            BasicStroke stroke = jdk.equals(jdks.get(jdks.size() - 1)) ? SOLID : DASHED;
            String name = ", " + jdk.replace("jdk", "JDK ");
            line(chart, jdk, benchmark, "BUILTIN", "built-in" + name, 0x000000, stroke);
            line(chart, jdk, benchmark, "PLUGIN", "plugin" + name, 0x0072B2, stroke);
            line(chart, jdk, benchmark, "COPY", "copy" + name, 0x009E73, stroke);
        }
        double[] x = decades(chart, XYSeries::getXData);
        double[] y = decades(chart, XYSeries::getYData);
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        chart.getStyler()
                .setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(font)
                .setAxisTickLabelsFont(font)
                .setLegendFont(font)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 17))
                .setChartTitlePadding(14)
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler()
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

    /** A little beyond whole powers of ten, which have labels, but not on the frame. */
    private static double[] decades(XYChart chart, Function<XYSeries, double[]> data) {
        DoubleSummaryStatistics range = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(data.apply(series)))
                .summaryStatistics();
        double low = Math.floor(Math.log10(range.getMin()));
        double high = Math.ceil(Math.log10(range.getMax()));
        return new double[] {0.8 * Math.pow(10, low), 1.25 * Math.pow(10, high)};
    }

    private void line(
            XYChart chart, String run, String benchmark, String subject, String name, int colour, BasicStroke stroke) {
        List<Figure> points = measurements.medians(run, benchmark, subject).stream()
                .filter(figure -> figure.get("rate").equals("0.5"))
                .sorted(Comparator.comparingLong(Figure::elements))
                .toList();
        if (!points.isEmpty()) {
            XYSeries series = chart.addSeries(
                    name,
                    points.stream().mapToDouble(Figure::elements).toArray(),
                    points.stream().mapToDouble(Figure::nanosecondsPerElement).toArray());
            series.setLineColor(new Color(colour));
            series.setLineStyle(stroke);
            series.setMarker(SeriesMarkers.CIRCLE);
            series.setMarkerColor(new Color(colour));
        }
    }
}
