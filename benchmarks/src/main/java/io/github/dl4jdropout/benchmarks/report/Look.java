package io.github.dl4jdropout.benchmarks.report;

import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.Styler;

/** What the pictures have in common. The colours are Okabe and Ito's, which people with any common colour blindness tell apart. */
final class Look {

    static final Color BLACK = new Color(0x000000);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color BLUE = new Color(0x0072B2);
    static final Color GREEN = new Color(0x009E73);

    private Look() {}

    static void common(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15))
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 17));
    }

    /** The name of a run for a person: "JDK 25". */
    static String jdk(String run) {
        return run.replace("jdk", "JDK ");
    }
}
