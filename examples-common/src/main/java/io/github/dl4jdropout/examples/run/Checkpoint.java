package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * All that a run needs to go on after an epoch: what was measured so far, and the network that is being trained. The last row tells
 * which network that is and how many epochs it was trained for.
 *
 * <p>The file is a zip archive, not compressed, since floating point numbers hardly get smaller; its check sums tell whether it is
 * sound. It is not read by other versions of this program if its entries change.
 *
 * @param run which run this is
 * @param rows what was measured so far, at least one row
 * @param iteration parameter updates of the network so far
 * @param parameters of the network
 * @param updaterState of the network, such as the moments of Adam, or null if its updater has none
 */
record Checkpoint(
        RunInfo.Identity run, List<EpochRecord> rows, int iteration, INDArray parameters, INDArray updaterState) {

    private static final String HEAD = "checkpoint.json";
    private static final String ROWS = "metrics.csv";
    private static final String PARAMETERS = "parameters.bin";
    private static final String UPDATER_STATE = "updater-state.bin";

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Head(RunInfo.Identity run, int iteration, long parameters, long updaterState) {}

    /** The state of a network after the epoch of the last row; shares its arrays. */
    static Checkpoint of(RunInfo.Identity run, List<EpochRecord> rows, MultiLayerNetwork network) {
        return new Checkpoint(run, rows, network.getIterationCount(), network.params(), network.updaterState());
    }

    private EpochRecord last() {
        return rows.get(rows.size() - 1);
    }

    /**
     * Brings a network into the recorded state.
     *
     * @param network a new network of the method of the last row
     * @throws IllegalStateException if it does not have as many parameters, or as much state of its updater
     */
    void restore(MultiLayerNetwork network) {
        INDArray state = network.updaterState();
        if (length(parameters) != length(network.params()) || length(updaterState) != length(state)) {
            throw new IllegalStateException("Network of method " + last().method() + ": expected " + length(parameters)
                    + " parameters and " + length(updaterState)
                    + " numbers of updater state as in the checkpoint, received "
                    + length(network.params()) + " and " + length(state) + ".");
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

    /** About the length of the file. */
    long bytes() {
        return 4096
                + MetricsCsv.text(rows).length()
                + (length(parameters) + length(updaterState))
                        * parameters.dataType().width();
    }

    void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            entry(
                    zip,
                    HEAD,
                    JSON.writeValueAsBytes(new Head(run, iteration, length(parameters), length(updaterState))));
            entry(zip, ROWS, MetricsCsv.text(rows).getBytes(StandardCharsets.UTF_8));
            entry(zip, PARAMETERS, parameters);
            if (updaterState != null) {
                entry(zip, UPDATER_STATE, updaterState);
            }
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static void entry(ZipOutputStream zip, String name, INDArray array) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
        Nd4j.write(array, data);
        data.flush();
        zip.closeEntry();
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if it cannot be read or is damaged; the message says what was expected and found
     */
    static Checkpoint read(Path file) throws IOException {
        refuseDamaged(file); // first, because ND4J takes any number for a length
        try (ZipInputStream zip = open(file)) {
            Head head = JSON.readValue(next(zip).readAllBytes(), Head.class);
            List<EpochRecord> rows =
                    MetricsCsv.parse(file, new String(next(zip).readAllBytes(), StandardCharsets.UTF_8));
            INDArray parameters = array(next(zip), head.parameters());
            INDArray updaterState = array(next(zip), head.updaterState());
            return new Checkpoint(head.run(), rows, head.iteration(), parameters, updaterState);
        }
    }

    private static void refuseDamaged(Path file) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = open(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                zip.transferTo(OutputStream.nullOutputStream()); // checks the sum at the end of the entry
                names.add(entry.getName());
            }
        } catch (IllegalArgumentException e) { // of a name that is no text
            throw new IOException("expected the entries of a checkpoint, found damaged ones after " + names, e);
        }
        List<String> required = List.of(HEAD, ROWS, PARAMETERS);
        List<String> all = List.of(HEAD, ROWS, PARAMETERS, UPDATER_STATE);
        if (!names.equals(required) && !names.equals(all)) {
            throw new IOException("expected the entries " + all + " or the first three of them, found " + names);
        }
    }

    private static ZipInputStream open(Path file) throws IOException {
        return new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    private static InputStream next(ZipInputStream zip) throws IOException {
        return zip.getNextEntry() == null ? null : zip;
    }

    private static INDArray array(InputStream entry, long expected) throws IOException {
        INDArray array = entry == null ? null : Nd4j.read(new DataInputStream(new BufferedInputStream(entry, 1 << 16)));
        if (length(array) != expected) {
            throw new IOException("expected an array of " + expected + " numbers, found " + length(array));
        }
        return array;
    }
}
