package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All that a run needs to go on after an evaluation: what was measured so far, and the network that is being trained. The last row says
 * which network that is and how many epochs it was trained for.
 *
 * <p>The file is a zip archive without compression, which for parameters saves little and takes longer than an epoch. Its check sums
 * show damage.
 *
 * @param run what distinguishes the run from others, see {@code RunInfo}
 * @param metrics at least one row
 * @param updaterState such as the moments of Adam, or null if the updater has none
 */
record Checkpoint(String run, Metrics metrics, int iteration, INDArray parameters, INDArray updaterState) {

    private static final String RUN = "run.txt";
    private static final String METRICS = "metrics.csv";
    private static final String ITERATION = "iteration.txt";
    private static final String PARAMETERS = "parameters.bin";
    private static final String UPDATER_STATE = "updater-state.bin";
    private static final List<String> ENTRIES = List.of(RUN, METRICS, ITERATION, PARAMETERS, UPDATER_STATE);

    /** Shares the arrays of the network. */
    static Checkpoint of(String run, Metrics metrics, MultiLayerNetwork network) {
        return new Checkpoint(run, metrics, network.getIterationCount(), network.params(), network.updaterState());
    }

    Metrics.Row last() {
        return metrics.rows().get(metrics.rows().size() - 1);
    }

    /** Brings a new network of the method of the last row into the recorded state. */
    void restore(MultiLayerNetwork network) {
        INDArray state = network.updaterState();
        if (length(parameters) != length(network.params()) || length(updaterState) != length(state)) {
            throw new UserException("Network of method " + last().method() + ": expected " + length(parameters)
                    + " parameters and " + length(updaterState)
                    + " numbers of updater state as in the checkpoint, received " + length(network.params()) + " and "
                    + length(state) + ".");
        }
        network.setParams(parameters);
        if (state != null) {
            network.getUpdater().setStateViewArray(network, updaterState, false);
        }
        network.setIterationCount(iteration);
        network.setEpochCount(last().epoch());
    }

    private static long length(INDArray array) {
        return array == null ? 0 : array.length();
    }

    void write(Path file) throws IOException {
        List<byte[]> contents = List.of(
                run.getBytes(StandardCharsets.UTF_8),
                metrics.text().getBytes(StandardCharsets.UTF_8),
                String.valueOf(iteration).getBytes(StandardCharsets.UTF_8),
                Nd4j.toByteArray(parameters),
                updaterState == null ? new byte[0] : Nd4j.toByteArray(updaterState));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (int i = 0; i < contents.size(); i++) {
                zip.putNextEntry(new ZipEntry(ENTRIES.get(i)));
                zip.write(contents.get(i));
                zip.closeEntry();
            }
        }
    }

    /** Reads a file back; if it is damaged, the message of the exception says what was expected and found. */
    static Checkpoint read(Path file) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>(); // whole, because ND4J takes any number for a length
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), zip.readAllBytes()); // compares the check sum at the end of the entry
            }
        } catch (IllegalArgumentException e) { // of a name that is no text
            throw new IOException("expected the entries of a checkpoint, found damaged ones", e);
        }
        if (!List.copyOf(contents.keySet()).equals(ENTRIES)) {
            throw new IOException("expected the entries " + ENTRIES + ", found " + contents.keySet());
        }
        byte[] state = contents.get(UPDATER_STATE);
        return new Checkpoint(
                text(contents.get(RUN)),
                Metrics.parse(file, text(contents.get(METRICS))),
                Integer.parseInt(text(contents.get(ITERATION))),
                Nd4j.fromByteArray(contents.get(PARAMETERS)),
                state.length == 0 ? null : Nd4j.fromByteArray(state));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
