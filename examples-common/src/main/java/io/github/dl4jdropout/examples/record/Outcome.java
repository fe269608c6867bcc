package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * {@code outcomes/<method>-seed<seed>.json}: what one trained network says about the test set, as far as a report shows it, so that a
 * report needs neither the data nor the model.
 *
 * @param method its dropout method
 * @param seed its seed
 * @param classes the names of the K classes
 * @param reliability bins of equal width, in ascending order, of the probability of the most probable class
 * @param confusion [K][K] counts: row, the true class; column, the most probable one
 * @param images how the pixels of the mistakes lie, or null where the examples are not pictures
 * @param mistakes the wrong answers with the highest probability, highest first; none where the examples are not pictures
 * @param filters of the first layer with weights, or null if that is no convolution
 */
public record Outcome(
        String method,
        long seed,
        List<String> classes,
        List<ReliabilityBin> reliability,
        int[][] confusion,
        ImageShape images,
        List<Mistake> mistakes,
        Filters filters) {

    /**
     * A test image that was taken for something else.
     *
     * @param index its place in the test set, from 0
     * @param truth its class
     * @param said the class that the network found most probable
     * @param probability of the class that it said
     * @param probabilityOfTruth of its class
     * @param pixels unsigned bytes, as {@link Outcome#images()} says
     */
    public record Mistake(
            int index, int truth, int said, double probability, double probabilityOfTruth, byte[] pixels) {}

    /**
     * Weights of a convolution.
     *
     * @param count how many filters
     * @param shape of each
     * @param weights of all, filter by filter
     */
    public record Filters(int count, ImageShape shape, float[] weights) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes the file, all or nothing.
     *
     * @param file where to
     * @throws IOException if that fails
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, part -> JSON.writeValue(part.toFile(), this));
    }

    /**
     * Reads a file back.
     *
     * @param file a file written by {@link #write}
     * @return its content
     * @throws IOException if it cannot be read or is not such a file
     */
    public static Outcome read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Outcome.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ": expected the outcome of a network as this version writes it, found: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
