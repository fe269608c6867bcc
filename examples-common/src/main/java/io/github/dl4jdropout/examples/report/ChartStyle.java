package io.github.dl4jdropout.examples.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.XYStyler;

/** What all PNGs have in common. */
final class ChartStyle {

    private ChartStyle() {}

    /** Pictures go to files; no display is needed or asked for. */
    static void drawWithoutDisplay() {
        System.setProperty("java.awt.headless", "true");
    }

    /** Sets colours and fonts. */
    static void apply(XYStyler styler) {
        styler.setPlotGridLinesColor(new Color(0xBBBBBB))
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14))
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17))
                .setChartBackgroundColor(Color.WHITE);
    }
}
