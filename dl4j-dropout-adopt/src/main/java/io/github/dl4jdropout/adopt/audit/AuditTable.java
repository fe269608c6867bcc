package io.github.dl4jdropout.adopt.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as a table for a terminal of 80 columns: a row for each layer and rule, and below it each text once. */
public final class AuditTable {

    private static final int WIDTH = 80;
    private static final String ROW = "%-9s %-42s %s\n";

    private AuditTable() {}

    /**
     * Writes findings.
     *
     * @param findings in the order of the rows
     * @return lines of at most 80 columns
     */
    public static String of(List<AuditFinding> findings) {
        if (findings.isEmpty()) {
            return "nothing found\n";
        }
        Map<String, Integer> notes = new LinkedHashMap<>();
        StringBuilder rows = new StringBuilder(String.format(ROW, "severity", "layer", "rule"));
        for (AuditFinding finding : findings) {
            String note = wrapped(finding.what() + " (" + finding.evidence() + ")") + "\n"
                    + wrapped("remedy: " + finding.remedy()) + "\n";
            int number = notes.computeIfAbsent(note, any -> notes.size() + 1);
            rows.append(String.format(
                    ROW,
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    cut(finding.layer() + " " + finding.type(), 42),
                    finding.rule() + " [" + number + "]"));
        }
        notes.forEach((note, number) ->
                rows.append(String.format("%-4s", "[" + number + "]")).append(note.substring(4)));
        return rows.toString();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder("   ");
        int column = 3;
        for (String word : text.split(" ")) {
            if (column > 3 && column + 1 + word.length() > WIDTH) {
                lines.append("\n   ");
                column = 3;
            }
            lines.append(' ').append(word);
            column += 1 + word.length();
        }
        return lines.toString();
    }
}
