package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
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
    private static final CSVFormat WRITE =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build();
    private static final CSVFormat READ = WRITE.builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setAllowMissingColumnNames(true)
            .build();

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
        try (CSVPrinter csv = new CSVPrinter(text, WRITE)) {
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

    /** Reads a file back, or throws a {@link UserException} that names the row. */
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
        Metrics metrics = new Metrics();
        try (CSVParser csv = CSVParser.parse(lines, READ)) {
            if (!csv.getHeaderNames().containsAll(KEYS)) {
                throw new IllegalArgumentException("columns " + csv.getHeaderNames());
            }
            for (CSVRecord line : csv) {
                metrics.add(row(line));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            String expected = "expected a method and numbers below the columns " + String.join(",", KEYS);
            throw new UserException(
                    file + ", row " + (metrics.rows.size() + 1) + ": " + expected + ",..., found: " + e.getMessage()
                            + ".",
                    e);
        }
        return metrics;
    }

    private static Row row(CSVRecord line) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (line.isMapped(metric.column())) {
                values.put(metric, Double.valueOf(line.get(metric.column())));
            }
        }
        DropoutMethod method = DropoutMethod.of(line.get("method"));
        return new Row(method, Long.parseLong(line.get("seed")), Integer.parseInt(line.get("epoch")), values);
    }
}
