package io.github.dl4jdropout.examples.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines of cells, for a console or in Markdown.
 *
 * @param titles of the columns
 * @param rows as many cells each as there are titles
 */
record TextTable(List<String> titles, List<List<String>> rows) {

    /** Columns as wide as what is in them, two spaces between, a line break after each line. */
    String plain() {
        return Stream.concat(Stream.of(titles), rows.stream())
                .map(line -> plain(line) + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private String plain(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> pad(cells.get(column), width(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private int width(int column) {
        return Stream.concat(Stream.of(titles), rows.stream())
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElseThrow();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    String markdown() {
        return Stream.concat(Stream.of(titles, Collections.nCopies(titles.size(), "---")), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n"));
    }
}
