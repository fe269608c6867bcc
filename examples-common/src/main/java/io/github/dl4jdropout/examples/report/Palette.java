package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import java.awt.Color;
import java.util.List;

/** Which colour a method has, in every picture of a run. */
final class Palette {

    /** Okabe and Ito's colours, which people with any common colour blindness tell apart; without the yellow, too pale on white. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x000000),
            new Color(0xE69F00),
            new Color(0x0072B2),
            new Color(0x009E73),
            new Color(0xD55E00),
            new Color(0xCC79A7),
            new Color(0x56B4E9));

    private Palette() {}

    static Color colour(RunInfo info, String method) {
        List<String> methods = List.copyOf(info.methods().keySet());
        return COLOURS.get(methods.indexOf(method) % COLOURS.size());
    }

    /** Such as "#e69f00". */
    static String hex(RunInfo info, String method) {
        return String.format("#%06x", colour(info, method).getRGB() & 0xFFFFFF);
    }
}
