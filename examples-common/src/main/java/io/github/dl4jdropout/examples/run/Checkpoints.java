package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last two checkpoints of a run, in a directory of their own, each named after the number of epochs that were done. The older one
 * serves if the newer one is damaged: an epoch is trained once more then, to the same result.
 *
 * @param directory where they are; need not exist
 */
record Checkpoints(Path directory) {

    private static final Pattern WRITTEN = Pattern.compile("\\d{6}\\.zip");

    /** A process that is killed while it writes one leaves a file of another name. */
    private static final Pattern WRITTEN_OR_BEGUN = Pattern.compile("(\\.part-)?" + WRITTEN);

    /**
     * Adds one, and removes all but the one before.
     *
     * @throws IOException if it cannot be written; those that are there stay then
     */
    void save(Checkpoint checkpoint) throws IOException {
        int epochs = checkpoint.rows().size();
        AtomicFile.write(file(epochs), checkpoint.bytes(), checkpoint::write);
        for (Path old : files(WRITTEN_OR_BEGUN)) {
            if (!old.equals(file(epochs)) && !old.equals(file(epochs - 1))) {
                Files.delete(old);
            }
        }
    }

    private Path file(int epochs) {
        return directory.resolve(String.format(Locale.ROOT, "%06d.zip", epochs));
    }

    /**
     * The newest one that can be used.
     *
     * @param run which run it must be of
     * @param messages is told of those that cannot be used
     * @return the checkpoint, or empty if there is none at all
     * @throws UnusableCheckpointException if there are some, and none can be used
     */
    Optional<Checkpoint> newest(RunInfo.Identity run, Consumer<String> messages) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Path> newestFirst =
                files(WRITTEN).stream().sorted(Comparator.reverseOrder()).toList();
        for (Path file : newestFirst) {
            try {
                Checkpoint checkpoint = readOf(run, file);
                problems.forEach(problem -> messages.accept(problem + " Going on from " + file + "."));
                return Optional.of(checkpoint);
            } catch (IOException e) {
                problems.add("Unusable checkpoint " + file + ": " + e.getMessage() + ".");
            }
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        throw new UnusableCheckpointException(String.join(" ", problems));
    }

    private static Checkpoint readOf(RunInfo.Identity run, Path file) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!checkpoint.run().equals(run)) {
            throw new IOException(
                    "expected one of the run in run.json, " + run + ", found one of another, " + checkpoint.run());
        }
        return checkpoint;
    }

    /** Removes all of them and the directory. */
    void delete() throws IOException {
        for (Path file : files(WRITTEN_OR_BEGUN)) {
            Files.delete(file);
        }
        Files.deleteIfExists(directory);
    }

    private List<Path> files(Pattern name) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }
}
