package io.github.dl4jdropout.check;

import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What each dropout of a network does, with the findings; {@link #toString()} is a table for a terminal. */
public final class Report {

    private static final int WIDTH = 96;
    private static final String ROW = "%-30s %-9s %-18s %-10s %-10s %s";

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<List<String>, Integer> notes = new LinkedHashMap<>();

    /**
     * Judges all places where something drops.
     *
     * @param walk the network
     * @param rules the rules, in the order of their findings
     */
    public Report(Walk walk, List<Rule> rules) {
        for (Place place : walk.places()) {
            if (place.dropout() != null || place.dropoutLayer().isPresent()) {
                List<Finding> here = new ArrayList<>();
                if (place.drops()) {
                    rules.forEach(rule -> rule.judge(place).ifPresent(here::add));
                }
                findings.addAll(here);
                lines.add(row(place, here));
            }
        }
    }

    /**
     * The findings, by layer.
     *
     * @return an immutable list
     */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    private String row(Place place, List<Finding> here) {
        String shape = place.isOurs() ? place.noiseShape().toString().replace("NoiseShape.", "") : "";
        String key = place.seed() == null ? "" : place.seed() + ":" + place.number();
        String does = verdict(place, here.stream().map(Finding::kind).toList());
        return String.format(
                ROW,
                cut(place.name() + " " + place.type(), 30),
                cut(rate(place), 9),
                cut(scaling(place), 18),
                cut(shape, 10),
                key.length() <= 10 ? key : "…" + key.substring(key.length() - 9),
                does + here.stream().map(this::note).collect(Collectors.joining()));
    }

    private static String rate(Place place) {
        DropRate rate = place.rate();
        return rate == null
                ? ""
                : rate.getFixed() == null ? "scheduled" : rate.getFixed().toString();
    }

    /** The formula: the scaling, or the class where that has none. */
    private static String scaling(Place place) {
        if (place.layer() instanceof RateDropoutLayer) {
            return ((RateDropoutLayer) place.layer()).getScaling().toString();
        }
        Object dropout = place.dropoutLayer().isPresent() ? place.layer() : place.dropout();
        return dropout instanceof RateDropout
                ? Scaling.UPSCALE_IN_TRAIN.toString()
                : dropout.getClass().getSimpleName();
    }

    private static String verdict(Place place, List<Kind> kinds) {
        if (!place.drops()) {
            return "off";
        }
        for (Kind kind : List.of(Kind.IGNORED, Kind.REFUSED, Kind.WRONG, Kind.OPEN)) {
            if (kinds.contains(kind)) {
                return kind.name().toLowerCase(Locale.ROOT);
            }
        }
        return "acts";
    }

    /** A reference to the text of a finding, which may be that of another layer's. */
    private String note(Finding finding) {
        String what = finding.what() + " (" + finding.evidence() + ")";
        String remedy = "remedy: " + finding.remedy();
        return " [" + notes.computeIfAbsent(List.of(what, remedy), any -> notes.size() + 1) + "]";
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder("    ");
        int column = 4;
        for (String word : text.split(" ")) {
            if (column > 4 && column + 1 + word.length() > WIDTH) {
                lines.append("\n    ");
                column = 4;
            }
            lines.append(column == 4 ? "" : " ").append(word);
            column += word.length() + (column == 4 ? 0 : 1);
        }
        return lines.toString();
    }

    /**
     * The table: each dropout with rate, scaling, noise shape and key, what it does, and below it the findings with their remedies.
     *
     * @return lines of at most 96 columns
     */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format(ROW, "layer", "rate", "scaling", "shape", "seed:layer", "does") + "\n");
        lines.forEach(line -> text.append(line).append("\n"));
        notes.forEach((note, number) -> {
            text.append(String.format("%-4s", "[" + number + "]"));
            text.append(wrapped(note.get(0)).substring(4)).append("\n");
            text.append(wrapped(note.get(1))).append("\n");
        });
        return text.toString();
    }
}
