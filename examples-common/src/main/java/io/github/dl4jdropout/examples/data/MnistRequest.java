package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@link Mnist#load} is asked for. Immutable: {@code with...} returns a changed copy.
 *
 * @param choice which data will do
 * @param dataDir the directory of the four IDX files, if the caller names one; then nothing else is consulted
 * @param messages takes one line of text at a time: what was found where, the progress of a download, and that synthetic
 *     digits stand in for MNIST if they do
 */
public record MnistRequest(Choice choice, Optional<Path> dataDir, Consumer<String> messages) {

    /** Which data will do. */
    public enum Choice {
        /** MNIST if it can be had, synthetic digits otherwise. */
        AUTO,
        /** MNIST, or an exception. */
        MNIST,
        /** Synthetic digits, without looking for MNIST. */
        SYNTHETIC
    }

    /**
     * Checks that the parts go together.
     *
     * @throws IllegalArgumentException if a data directory is named beside {@link Choice#SYNTHETIC}
     */
    public MnistRequest {
        Objects.requireNonNull(choice, "choice");
        Objects.requireNonNull(dataDir, "dataDir");
        Objects.requireNonNull(messages, "messages");
        if (choice == Choice.SYNTHETIC && dataDir.isPresent()) {
            throw new IllegalArgumentException("Synthetic digits are generated, not read: expected no data directory, "
                    + "received " + dataDir.get() + ". Leave one of the two out.");
        }
    }

    /**
     * A request without a data directory, whose messages go nowhere.
     *
     * @param choice which data will do
     * @return the request
     */
    public static MnistRequest of(Choice choice) {
        return new MnistRequest(choice, Optional.empty(), message -> {});
    }

    /**
     * This request, with the files to be read from a directory and from nowhere else.
     *
     * @param directory holds the four IDX files, gzipped or not
     * @return the changed copy
     */
    public MnistRequest withDataDir(Path directory) {
        return new MnistRequest(choice, Optional.of(directory), messages);
    }

    /**
     * This request, with messages to be taken by a consumer.
     *
     * @param consumer takes one line of text at a time, in the calling thread
     * @return the changed copy
     */
    public MnistRequest withMessages(Consumer<String> consumer) {
        return new MnistRequest(choice, dataDir, consumer);
    }
}
