package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code metrics.csv}: a header, then a row per epoch of each network. Numbers are written so that reading gives back the same
 * doubles. Columns are read by name: those that this version does not know are passed over, and those that are missing are NaN.
 */
public final class Metrics {

    private static final List<String> KEYS = List.of("method", "seed", "epoch");

    private final List<Row> rows = new ArrayList<>();

    /** What was measured in one epoch of one network; epochs count from 1. */
    public record Row(DropoutMethod method, long seed, int epoch, Map<Metric, Double> values) {

        public Row {
            values = Collections.unmodifiableMap(new EnumMap<>(values));
        }

        /** Returns a value, or NaN if it was not measured. */
        public double get(Metric metric) {
            return values.getOrDefault(metric, Double.NaN);
        }
    }

    public List<Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    public void add(Row row) {
        rows.add(row);
    }

    /** Writes the file or replaces it, all or nothing. */
    public void write(Path file) {
        AtomicFile.write(file, part -> Files.writeString(part, text()));
    }

    /** Returns the content of the file. */
    public String text() {
        List<String> header = new ArrayList<>(KEYS);
        EnumSet.allOf(Metric.class).forEach(metric -> header.add(metric.column()));
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build())) {
            csv.printRecord(header);
            for (Row row : rows) {
                List<Object> cells = new ArrayList<>(List.of(row.method().id(), row.seed(), row.epoch()));
                for (Metric metric : Metric.values()) {
                    cells.add(row.get(metric));
                }
                csv.printRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string does not fail
        }
        return text.toString();
    }

    /** Reads a file back, or throws a {@link UserException} that names the line. */
    public static Metrics read(Path file) {
        return parse(file, AtomicFile.text(file));
    }

    /**
     * Reads the text of such a file. A last line without its line break is ignored: a copy that was cut off may have one.
     *
     * @param file where the text was found, for messages
     */
    public static Metrics parse(Path file, String text) {
        String lines = text.substring(0, text.lastIndexOf('\n') + 1);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setAllowMissingColumnNames(true)
                .build();
        Metrics metrics = new Metrics();
        try (CSVParser csv = format.parse(new StringReader(lines))) {
            if (!csv.getHeaderNames().containsAll(KEYS)) {
                throw new UserException(file + ", line 1: expected a header with the columns " + KEYS + ", found "
                        + csv.getHeaderNames() + ".");
            }
            for (CSVRecord record : csv) {
                metrics.add(row(file, record));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) { // the parser's own
            throw new UserException(file + ": expected comma-separated values, found: " + e.getMessage() + ".", e);
        }
        return metrics;
    }

    private static Row row(Path file, CSVRecord cells) {
        try {
            Map<Metric, Double> values = new EnumMap<>(Metric.class);
            for (Metric metric : Metric.values()) {
                if (cells.isMapped(metric.column())) {
                    values.put(metric, Double.valueOf(cells.get(metric.column())));
                }
            }
            return new Row(
                    DropoutMethod.of(cells.get("method")),
                    Long.parseLong(cells.get("seed")),
                    Integer.parseInt(cells.get("epoch")),
                    values);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + ", line " + (cells.getRecordNumber() + 1) + ": expected a method and numbers, found "
                            + String.join(",", cells) + ".",
                    e);
        }
    }
}
