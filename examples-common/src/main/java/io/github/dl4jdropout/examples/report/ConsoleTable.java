package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results as plain text in columns; an asterisk marks the best value of a column. */
final class ConsoleTable {

    private ConsoleTable() {}

    static String text(Results results) {
        ResultTable table = new ResultTable(results);
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.titles());
        table.rows()
                .forEach(row -> lines.add(row.stream()
                        .map(cell -> cell.text() + (cell.best() ? " *" : ""))
                        .toList()));
        RunInfo info = results.info();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%n%s: %,d training images, tested on %,d; after epoch %d; mean ± sd over %s%n",
                info.data().title(),
                info.data().trainImages(),
                info.data().testImages(),
                info.settings().epochs(),
                Words.seeds(info)));
        lines.forEach(line -> text.append(line(line, lines)).append(System.lineSeparator()));
        text.append("* best. NLL: negative log-likelihood, nats. ECE: expected calibration error.")
                .append(System.lineSeparator());
        results.unfinished()
                .forEach(run -> text.append("Not finished, not in the table: ")
                        .append(run)
                        .append(System.lineSeparator()));
        return text.toString();
    }

    private static String line(List<String> cells, List<List<String>> all) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> pad(cells.get(column), width(all, column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElseThrow();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
