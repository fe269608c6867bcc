package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;

/** The results as plain text in columns; an asterisk marks the best value of a column. */
final class ConsoleTable {

    private ConsoleTable() {}

    static String text(Results results) {
        ResultTable table = new ResultTable(results);
        TextTable plain = new TextTable(
                table.titles(),
                table.rows().stream()
                        .map(row -> row.stream()
                                .map(cell -> cell.text() + (cell.best() ? " *" : ""))
                                .toList())
                        .toList());
        RunInfo info = results.info();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%n%s: %,d training images, tested on %,d; after epoch %d; mean ± sd over %s%n",
                info.data().title(),
                info.data().trainImages(),
                info.data().testImages(),
                info.settings().epochs(),
                Words.seeds(info)));
        text.append(plain.plain());
        text.append("* best. NLL: negative log-likelihood, nats. ECE: expected calibration error.")
                .append(System.lineSeparator());
        results.unfinished()
                .forEach(run -> text.append("Not finished, not in the table: ")
                        .append(run)
                        .append(System.lineSeparator()));
        return text.toString();
    }
}
