package io.github.dl4jdropout.examples.record;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code metrics.csv}: a header line, then a line for each {@link EpochRecord}. Numbers are written so that reading gives back the
 * same doubles. Each row is on its way to the disk before the next epoch begins, so a run that is killed keeps its rows.
 */
public final class MetricsCsv implements Closeable {

    private static final List<String> COLUMNS = List.of(
            "method",
            "seed",
            "epoch",
            "batch_loss",
            "batch_error_percent",
            "train_error_percent",
            "train_nll",
            "test_error_percent",
            "test_nll",
            "test_ece",
            "train_seconds",
            "evaluation_seconds");

    private static final String HEADER = String.join(",", COLUMNS);

    private final BufferedWriter out;

    private MetricsCsv(BufferedWriter out) {
        this.out = out;
    }

    /**
     * Begins a new file.
     *
     * @param file must not exist
     * @return the open file
     * @throws IOException if it exists or cannot be written
     */
    public static MetricsCsv create(Path file) throws IOException {
        MetricsCsv csv = new MetricsCsv(Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW));
        csv.line(HEADER);
        return csv;
    }

    /**
     * Appends one row and hands it to the operating system.
     *
     * @param row the row; its method must not contain a comma or a line break
     * @throws IOException if it cannot be written
     */
    public void append(EpochRecord row) throws IOException {
        line(Stream.of(
                        row.method(),
                        row.seed(),
                        row.epoch(),
                        row.batchLoss(),
                        row.batchErrorPercent(),
                        row.trainErrorPercent(),
                        row.trainNll(),
                        row.testErrorPercent(),
                        row.testNll(),
                        row.testEce(),
                        row.trainSeconds(),
                        row.evaluationSeconds())
                .map(String::valueOf)
                .collect(Collectors.joining(",")));
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Reads a file back. A last line without its line break is what a killed run may leave; it is ignored.
     *
     * @param file a file written by this class
     * @return its rows, in order
     * @throws IOException if it cannot be read or is not such a file; the message names the line
     */
    public static List<EpochRecord> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + ", line 1: expected the header " + HEADER + ", found "
                    + (lines.isEmpty() ? "nothing" : lines.get(0)));
        }
        List<EpochRecord> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(parse(file, i + 1, lines.get(i)));
        }
        return rows;
    }

    private static EpochRecord parse(Path file, int number, String line) throws IOException {
        String[] cells = line.split(",", -1);
        try {
            if (cells.length != COLUMNS.size()) {
                throw new NumberFormatException();
            }
            double[] measured =
                    Stream.of(cells).skip(3).mapToDouble(Double::parseDouble).toArray();
            return new EpochRecord(
                    cells[0],
                    Long.parseLong(cells[1]),
                    Integer.parseInt(cells[2]),
                    measured[0],
                    measured[1],
                    measured[2],
                    measured[3],
                    measured[4],
                    measured[5],
                    measured[6],
                    measured[7],
                    measured[8]);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + ", line " + number + ": expected a method and " + (COLUMNS.size() - 1)
                            + " numbers, separated by commas, found " + line,
                    e);
        }
    }
}
