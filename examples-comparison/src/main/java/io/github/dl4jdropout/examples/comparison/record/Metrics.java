package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code metrics.csv}: a header, then a row per epoch of each network. Numbers are written so that reading gives back the same
 * doubles. Columns are read by name: those that this version does not know are passed over, and those that are missing are NaN.
 */
public final class Metrics {
    private static final String KEYS = "method,seed,epoch";
    private static final CSVFormat WITH_HEADER =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();

    private final List<Row> rows = new ArrayList<>();

    /** What was measured in one epoch of one network; epochs count from 1. */
    public record Row(DropoutMethod method, long seed, int epoch, Map<Metric, Double> values) {
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

    public void write(Path file) {
        AtomicFile.write(file, part -> Files.writeString(part, text()));
    }

    /** Returns the content of the file. */
    public String text() {
        StringBuilder text = new StringBuilder(KEYS);
        for (Metric metric : Metric.values()) {
            text.append(',').append(metric.column);
        }
        for (Row row : rows) {
            text.append("\n" + row.method() + "," + row.seed() + "," + row.epoch());
            for (Metric metric : Metric.values()) {
                text.append(',').append(row.get(metric));
            }
        }
        return text.append('\n').toString();
    }

    /** Reads a file back. A run that died before it trained has none, and no rows. */
    public static Metrics read(Path file) {
        return Files.exists(file) ? parse(file, AtomicFile.text(file)) : new Metrics();
    }

    /** Reads the text of a file. A last line without its line break is ignored: a copy that was cut off may have one. */
    public static Metrics parse(Path file, String text) {
        Metrics metrics = new Metrics();
        try (CSVParser csv = CSVParser.parse(text.substring(0, text.lastIndexOf('\n') + 1), WITH_HEADER)) {
            if (!csv.getHeaderNames().containsAll(List.of(KEYS.split(",")))) {
                throw new IllegalArgumentException("columns " + csv.getHeaderNames());
            }
            for (CSVRecord line : csv) {
                Map<Metric, Double> values = new EnumMap<>(Metric.class);
                for (Metric metric : Metric.values()) {
                    if (line.isMapped(metric.column)) {
                        values.put(metric, Double.valueOf(line.get(metric.column)));
                    }
                }
                DropoutMethod method = DropoutMethod.of(line.get("method"));
                long seed = Long.parseLong(line.get("seed"));
                metrics.add(new Row(method, seed, Integer.parseInt(line.get("epoch")), values));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            String row = file + ", row " + (metrics.rows.size() + 1);
            String expected = ": expected a method and numbers below the columns " + KEYS + ",..., found: ";
            throw new UserException(row + expected + e.getMessage() + ".", e);
        }
        return metrics;
    }
}
