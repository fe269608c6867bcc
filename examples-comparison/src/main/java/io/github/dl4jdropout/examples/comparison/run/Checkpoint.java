package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
 * <p>The last two of a run lie in a directory of their own, named after the number of rows. The older one serves if the newer one is
 * damaged: what came after it is trained once more then, to the same result. A file is a zip archive, whose check sums show damage,
 * without compression, which for parameters saves little and takes longer than an epoch.
 *
 * @param run what distinguishes the run from others, see {@code RunInfo}
 * @param updaterState such as the moments of Adam, or null if the updater has none
 */
record Checkpoint(String run, Metrics metrics, int iteration, INDArray parameters, INDArray updaterState) {
    private static final List<String> ENTRIES =
            List.of("run.txt", "metrics.csv", "iteration.txt", "parameters.bin", "updater-state.bin");

    private static final String WRITTEN = "\\d{6}\\.zip";

    /** A process that is killed while it writes one leaves a file of another name. */
    private static final String BEGUN = "(\\.part-)?";

    /** Shares the arrays of the network. */
    Checkpoint(String run, Metrics metrics, MultiLayerNetwork network) {
        this(run, metrics, network.getIterationCount(), network.params(), network.updaterState());
    }

    Metrics.Row last() {
        return metrics.rows().get(metrics.rows().size() - 1);
    }

    /** Brings a new network of the method of the last row into the recorded state. */
    void restore(MultiLayerNetwork network) {
        network.params().assign(parameters); // throws if the lengths differ, which setParams does not
        network.getUpdater().setStateViewArray(network, updaterState, false); // so does this
        network.setIterationCount(iteration);
        network.setEpochCount(last().epoch());
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
        byte[] state = contents.get("updater-state.bin");
        return new Checkpoint(
                text(contents, "run.txt"),
                Metrics.parse(file, text(contents, "metrics.csv")),
                Integer.parseInt(text(contents, "iteration.txt")),
                Nd4j.fromByteArray(contents.get("parameters.bin")),
                state.length == 0 ? null : Nd4j.fromByteArray(state));
    }

    private static String text(Map<String, byte[]> contents, String entry) {
        return new String(contents.get(entry), StandardCharsets.UTF_8);
    }

    /** Adds one, and removes all but the one before. */
    void save(Path directory) throws IOException {
        int rows = metrics.rows().size();
        String name = "%06d.zip";
        Path file = directory.resolve(String.format(Locale.ROOT, name, rows));
        AtomicFile.write(file, this::write);
        for (Path old : files(directory, BEGUN + WRITTEN)) {
            if (!old.equals(file) && !old.endsWith(String.format(Locale.ROOT, name, rows - 1))) {
                Files.delete(old);
            }
        }
    }

    /** Returns the newest one of a run that can be used, or empty if there is none at all; the messages tell of the others. */
    static Optional<Checkpoint> newest(Path directory, String run, Consumer<String> messages) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory, WRITTEN)) {
            try {
                Checkpoint checkpoint = read(file);
                if (!checkpoint.run().equals(run)) {
                    String found = run + ", found one of another, " + checkpoint.run();
                    throw new IOException("expected one of the run in run.json, " + found);
                }
                problems.forEach(problem -> messages.accept(problem + "Going on from " + file + "."));
                return Optional.of(checkpoint);
            } catch (IOException e) {
                problems.add("Unusable checkpoint " + file + ": " + e.getMessage() + ". ");
            }
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        problems.add("The run cannot go on; begin a new one with the command in run.json.");
        throw new UserException(String.join("", problems));
    }

    static void deleteAll(Path directory) throws IOException {
        for (Path file : files(directory, BEGUN + WRITTEN)) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory);
    }

    /** Returns the newest first. */
    private static List<Path> files(Path directory, String name) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
