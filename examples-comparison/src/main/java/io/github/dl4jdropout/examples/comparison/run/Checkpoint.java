package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
 * @param run what distinguishes the run from others, as in {@code RunInfo}
 * @param metrics what was measured so far, at least one row
 * @param iteration parameter updates of the network so far
 * @param parameters of the network
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
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            entry(zip, RUN, run);
            entry(zip, METRICS, metrics.text());
            entry(zip, ITERATION, String.valueOf(iteration));
            entry(zip, PARAMETERS, parameters);
            entry(zip, UPDATER_STATE, updaterState);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static void entry(ZipOutputStream zip, String name, INDArray array) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        if (array != null) {
            DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
            Nd4j.write(array, data);
            data.flush();
        }
        zip.closeEntry();
    }

    /** Reads a file that {@link #write} wrote; throws an exception that says what was expected and found if it is damaged. */
    static Checkpoint read(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(); // whole, because ND4J takes any number for a length
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes()); // compares the check sum at the end of the entry
            }
        } catch (IllegalArgumentException e) { // of a name that is no text
            throw new IOException("expected the entries of a checkpoint, found damaged ones", e);
        }
        if (!List.copyOf(entries.keySet()).equals(ENTRIES)) {
            throw new IOException("expected the entries " + ENTRIES + ", found " + entries.keySet());
        }
        return new Checkpoint(
                text(entries.get(RUN)),
                Metrics.parse(file, text(entries.get(METRICS))),
                Integer.parseInt(text(entries.get(ITERATION))),
                array(entries.get(PARAMETERS)),
                array(entries.get(UPDATER_STATE)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static INDArray array(byte[] bytes) {
        return bytes.length == 0 ? null : Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
