package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * {@code run.json}: everything about a run that is not a measurement.
 *
 * @param example name of the example
 * @param status "running", "complete" or "failed"; a run that was killed stays "running"
 * @param started when training began, ISO 8601, UTC
 * @param ended when it ended, or null
 * @param command what to type to do it again
 * @param settings what was asked for
 * @param network the network and its training, a phrase for a person
 * @param networkOptions options that only this example has, and their values
 * @param methods a phrase for a person about each dropout method of the run
 * @param baseline the method that others are compared with
 * @param data what was trained and tested on
 * @param software versions
 * @param machine what it ran on
 */
public record RunInfo(
        String example,
        String status,
        String started,
        String ended,
        String command,
        RunSettings settings,
        String network,
        Map<String, String> networkOptions,
        Map<String, String> methods,
        String baseline,
        DataInfo data,
        Software software,
        Machine machine) {

    /**
     * The data of a run.
     *
     * @param name what the images are
     * @param synthetic whether a program drew them
     * @param origin where they came from
     * @param trainImages how many were trained on
     * @param testImages how many were tested on
     */
    public record DataInfo(String name, boolean synthetic, String origin, int trainImages, int testImages) {

        /**
         * The name, marked if the data is synthetic: for titles and tables.
         *
         * @return a phrase
         */
        public String title() {
            return synthetic ? "SYNTHETIC data (" + name + ")" : name;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The same run after it ended.
     *
     * @param newStatus "complete" or "failed"
     * @param when the end
     * @return a copy
     */
    public RunInfo ended(String newStatus, Instant when) {
        return new RunInfo(
                example,
                newStatus,
                started,
                when.toString(),
                command,
                settings,
                network,
                networkOptions,
                methods,
                baseline,
                data,
                software,
                machine);
    }

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
    public static RunInfo read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), RunInfo.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + ": expected the description of a run as this version writes it, found: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
