package io.github.dl4jdropout.check;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** What each dropout of a network does, with the findings; {@link #toString()} is a table for a terminal of 96 columns. */
public final class Report {

    private static final int WIDTH = 96;
    private static final String ROW = "%-30s %-29s %-18s %-8s %s%n";

    private final List<Finding> findings = new ArrayList<>();
    private final String table;

    /**
     * Judges all places where something drops.
     *
     * @param walk the network
     * @param rules the rules, in the order of their findings
     */
    public Report(Walk walk, List<Rule> rules) {
        StringBuilder text = new StringBuilder(String.format(ROW, "layer", "dropout", "scaling", "shape", "does"));
        for (Place place : walk.places()) {
            if (place.dropout() == null && place.dropoutLayer().isEmpty()) {
                continue;
            }
            List<Finding> here = new ArrayList<>();
            if (place.drops()) {
                rules.forEach(rule -> rule.judge(place).ifPresent(here::add));
            }
            findings.addAll(here);
            text.append(row(place, here));
            for (Finding finding : here) {
                text.append(wrapped(finding.what() + " (" + finding.evidence() + ")", "     "));
                text.append(wrapped("remedy: " + finding.remedy(), "     "));
            }
        }
        table = text.toString();
    }

    /**
     * The findings, by layer.
     *
     * @return an immutable list
     */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    private static String row(Place place, List<Finding> findings) {
        String shape = place.noiseShape().toString().replace("NoiseShape.", "");
        return String.format(
                ROW,
                cut(place.name() + " " + place.type(), 30),
                cut(dropout(place), 29),
                place.isOurs()
                        ? place.dropoutLayer().map(RateDropoutLayer::getScaling).orElse(Scaling.UPSCALE_IN_TRAIN)
                        : "its own",
                cut(shape, 8),
                verdict(place, findings));
    }

    private static String dropout(Place place) {
        if (!place.isOurs()) {
            return place.dropout().getClass().getSimpleName();
        }
        Double fixed = place.rate().getFixed();
        String key = place.seed() == null ? "" : " seed " + place.seed() + " layer " + place.number();
        return (fixed == null ? "scheduled" : "rate " + fixed) + key;
    }

    private static String verdict(Place place, List<Finding> findings) {
        if (!place.drops()) {
            return "off";
        }
        List<Kind> kinds = findings.stream().map(Finding::kind).toList();
        if (kinds.contains(Kind.IGNORED)) {
            return "ignored";
        }
        if (kinds.contains(Kind.REFUSED)) {
            return "refused";
        }
        return kinds.contains(Kind.WRONG) ? "wrong" : "acts";
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String wrapped(String text, String indent) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append(System.lineSeparator());
                line = new StringBuilder(indent).append("  ");
            }
            line.append(line.length() == indent.length() || line.charAt(line.length() - 1) == ' ' ? "" : " ")
                    .append(word);
        }
        return lines.append(line).append(System.lineSeparator()).toString();
    }

    /**
     * The table: each dropout with rate, scaling and noise shape, whether it acts, is ignored or refused, and the remedies below.
     *
     * @return lines of at most 96 columns
     */
    @Override
    public String toString() {
        return table;
    }
}
