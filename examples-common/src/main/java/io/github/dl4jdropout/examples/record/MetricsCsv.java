package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code metrics.csv}: a header line, then a line for each {@link EpochRecord}. Numbers are written so that reading gives back the
 * same doubles. The file is replaced as a whole after each epoch, so whoever reads it while the run goes on finds whole lines.
 */
public final class MetricsCsv {

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

    private MetricsCsv() {}

    /**
     * Writes the file or replaces it, all or nothing.
     *
     * @param file where to
     * @param rows what was measured so far, in order; no method may contain a comma or a line break
     * @throws IOException if it cannot be written; the file is then as it was before
     */
    public static void write(Path file, List<EpochRecord> rows) throws IOException {
        AtomicFile.write(file, part -> Files.writeString(part, text(rows)));
    }

    /**
     * What is in such a file.
     *
     * @param rows what was measured so far, in order
     * @return the header and the rows, each with a line break behind it
     */
    public static String text(List<EpochRecord> rows) {
        return Stream.concat(Stream.of(HEADER), rows.stream().map(MetricsCsv::line))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String line(EpochRecord row) {
        return Stream.of(
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
                .collect(Collectors.joining(","));
    }

    /**
     * Reads a file back. A last line without its line break is ignored: a copy that was cut off may have one.
     *
     * @param file a file written by this class
     * @return its rows, in order
     * @throws IOException if it cannot be read or is not such a file; the message names the line
     */
    public static List<EpochRecord> read(Path file) throws IOException {
        return parse(file, Files.readString(file));
    }

    /**
     * Reads the text of such a file.
     *
     * @param file where the text was found, for messages
     * @param text as {@link #text} makes it; a last line without its line break is ignored
     * @return its rows, in order
     * @throws IOException if it is not such a text; the message names the line
     */
    public static List<EpochRecord> parse(Path file, String text) throws IOException {
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IOException(file + ", line 1: expected the header " + HEADER + ", found "
                    + (lines.isEmpty() ? "nothing" : lines.get(0)));
        }
        List<EpochRecord> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            rows.add(row(file, i + 1, lines.get(i)));
        }
        return rows;
    }

    private static EpochRecord row(Path file, int number, String line) throws IOException {
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
