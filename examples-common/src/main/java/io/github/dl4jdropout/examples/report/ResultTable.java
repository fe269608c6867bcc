package io.github.dl4jdropout.examples.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The results of all methods in rows and columns of text. Lower is better in every column that has a best value. */
final class ResultTable {

    /**
     * A cell.
     *
     * @param text what it says
     * @param best whether no other row has a better value
     */
    record Cell(String text, boolean best) {}

    private record Column(String title, Function<MethodResult, String> text, ToDoubleFunction<MethodResult> value) {}

    private final List<MethodResult> methods;
    private final List<Column> columns;

    ResultTable(Results results) {
        this.methods = results.methods();
        String baseline = results.info().baseline();
        List<Column> measured = List.of(
                new Column("method", MethodResult::method, null),
                new Column(
                        "test error %",
                        m -> m.errorPercent().text(2), m -> m.errorPercent().mean()),
                new Column("NLL", m -> m.nll().text(4), m -> m.nll().mean()),
                new Column("ECE", m -> m.ece().text(4), m -> m.ece().mean()),
                new Column("s/epoch", m -> decimals(m.secondsPerEpoch()), MethodResult::secondsPerEpoch));
        Column difference = new Column(
                "error - " + baseline + " [95 % CI]",
                m -> m.difference().map(PairedDifference::text).orElse("-"),
                null);
        boolean compared = methods.stream().anyMatch(m -> m.difference().isPresent());
        this.columns = compared
                ? Stream.concat(measured.stream(), Stream.of(difference)).toList()
                : measured;
    }

    List<String> titles() {
        return columns.stream().map(Column::title).toList();
    }

    List<List<Cell>> rows() {
        return methods.stream()
                .map(m -> columns.stream()
                        .map(column -> new Cell(column.text().apply(m), isBest(column, m)))
                        .toList())
                .toList();
    }

    private boolean isBest(Column column, MethodResult result) {
        return column.value() != null
                && methods.size() > 1
                && methods.stream()
                        .noneMatch(other -> column.value().applyAsDouble(other)
                                < column.value().applyAsDouble(result));
    }

    private static String decimals(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
