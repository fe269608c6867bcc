package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a data set is asked for. Immutable: {@code with...} returns a changed copy.
 *
 * @param choice which data will do
 * @param dataDir the directory of the data, if the caller names one; then nothing else is consulted
 * @param messages takes one line of text at a time: what was found where, the progress of a download, and that synthetic
 *     images stand in for real ones if they do
 */
public record DataRequest(Choice choice, Optional<Path> dataDir, Consumer<String> messages) {

    /** Which data will do. */
    public enum Choice {
        /** The real images if they can be had, synthetic ones otherwise. */
        AUTO,
        /** The real images, or an exception. */
        REAL,
        /** Synthetic images, without looking for real ones. */
        SYNTHETIC
    }

    /**
     * Checks that the parts go together.
     *
     * @throws IllegalArgumentException if a data directory is named beside {@link Choice#SYNTHETIC}
     */
    public DataRequest {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(dataDir, "dataDir");
        Objects.requireNonNull(messages, "messages");
        if (choice == Choice.SYNTHETIC && dataDir.isPresent()) {
            throw new IllegalArgumentException("Synthetic images are generated, not read: expected no data directory, "
                    + "received " + dataDir.get() + ". Leave one of the two out.");
        }
    }

    /**
     * A request without a data directory, whose messages go nowhere.
     *
     * @param choice which data will do
     * @return the request
     */
    public static DataRequest of(Choice choice) {
        return new DataRequest(choice, Optional.empty(), message -> {});
    }

    /**
     * A request by the name that a data set has on the command line, whose messages go nowhere.
     *
     * @param dataset "auto", "synthetic", or the name of the real data set
     * @return the request
     */
    public static DataRequest named(String dataset) {
        return switch (dataset) {
            case "auto" -> of(Choice.AUTO);
            case "synthetic" -> of(Choice.SYNTHETIC);
            default -> of(Choice.REAL);
        };
    }

    /**
     * This request, with the files to be read from a directory and from nowhere else.
     *
     * @param directory holds the data
     * @return the changed copy
     */
    public DataRequest withDataDir(Path directory) {
        return new DataRequest(choice, Optional.of(directory), messages);
    }

    /**
     * This request, with messages to be taken by a consumer.
     *
     * @param consumer takes one line of text at a time, in the calling thread
     * @return the changed copy
     */
    public DataRequest withMessages(Consumer<String> consumer) {
        return new DataRequest(choice, dataDir, consumer);
    }
}
