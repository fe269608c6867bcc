package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.data.UserException;
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
 * The last two checkpoints of a run, in a directory of their own, each named after the number of rows that were measured. The older one
 * serves if the newer one is damaged: what came after it is trained once more then, to the same result.
 *
 * @param directory where they are; need not exist
 */
record Checkpoints(Path directory) {

    private static final Pattern WRITTEN = Pattern.compile("\\d{6}\\.zip");

    /** A process that is killed while it writes one leaves a file of another name. */
    private static final Pattern WRITTEN_OR_BEGUN = Pattern.compile("(\\.part-)?" + WRITTEN);

    /** Adds one, and removes all but the one before. */
    void save(Checkpoint checkpoint) throws IOException {
        int rows = checkpoint.metrics().rows().size();
        AtomicFile.write(file(rows), checkpoint::write);
        for (Path old : files(WRITTEN_OR_BEGUN)) {
            if (!old.equals(file(rows)) && !old.equals(file(rows - 1))) {
                Files.delete(old);
            }
        }
    }

    private Path file(int rows) {
        return directory.resolve(String.format(Locale.ROOT, "%06d.zip", rows));
    }

    /**
     * Returns the newest one that can be used, or empty if there is none at all.
     *
     * @param run which run it must be of
     * @param messages takes a line about each that cannot be used
     * @throws UserException if there are some, and none can be used
     */
    Optional<Checkpoint> newest(String run, Consumer<String> messages) throws IOException {
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
        throw new UserException(
                String.join(" ", problems) + " The run cannot go on; begin a new one with the command in run.json.");
    }

    private static Checkpoint readOf(String run, Path file) throws IOException {
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
