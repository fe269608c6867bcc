package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * {@code run.json}: everything about a run that is not a measurement.
 *
 * @param example name of the example
 * @param status "running", "complete", "interrupted" (by the user, who may go on with it) or "failed"; a run that was killed stays
 *     "running"
 * @param started when the run was begun, ISO 8601, UTC
 * @param ended when it ended last, or null
 * @param command what to type to do it again
 * @param settings what was asked for
 * @param network the network and its training, a phrase for a person
 * @param networkOptions options that only this example has, and their values
 * @param methods a phrase for a person about each dropout method of the run
 * @param baseline the method that others are compared with
 * @param data what was trained and tested on
 * @param software versions, when it was begun
 * @param machine what it was begun on
 * @param resumed when and on what it went on, each time that it was killed or interrupted; empty for a run that was not
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
        Machine machine,
        List<Session> resumed) {

    /** Fills in what versions did not write that could not resume a run. */
    public RunInfo {
        resumed = resumed == null ? List.of() : List.copyOf(resumed);
    }

    /**
     * A time that a run went on.
     *
     * @param started when, ISO 8601, UTC
     * @param epochsBefore epochs of all networks that were kept from before
     * @param software versions
     * @param machine what it went on on
     */
    public record Session(String started, int epochsBefore, Software software, Machine machine) {}

    /**
     * What a checkpoint must agree with to be one of this run.
     *
     * @param example name of the example
     * @param started when the run was begun
     * @param settings what was asked for
     * @param networkOptions options that only this example has, and their values
     * @param data what it is trained and tested on
     */
    public record Identity(
            String example, String started, RunSettings settings, Map<String, String> networkOptions, DataInfo data) {}

    /**
     * The data of a run.
     *
     * @param name what the images are
     * @param synthetic whether a program drew them
     * @param origin where they came from
     * @param trainImages how many were trained on
     * @param testImages how many were tested on
     * @param trainSha256 digest of the training images and their labels
     * @param testSha256 digest of the test images and their labels
     */
    public record DataInfo(
            String name,
            boolean synthetic,
            String origin,
            int trainImages,
            int testImages,
            String trainSha256,
            String testSha256) {

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
     * @param newStatus "complete", "interrupted" or "failed"
     * @param when the end
     * @return a copy
     */
    public RunInfo ended(String newStatus, Instant when) {
        return with(newStatus, when.toString(), resumed);
    }

    /**
     * The same run going on.
     *
     * @param session when and on what
     * @return a copy
     */
    public RunInfo resumed(Session session) {
        List<Session> all = new ArrayList<>(resumed);
        all.add(session);
        return with("running", null, all);
    }

    private RunInfo with(String newStatus, String newEnded, List<Session> newResumed) {
        return new RunInfo(
                example,
                newStatus,
                started,
                newEnded,
                command,
                settings,
                network,
                networkOptions,
                methods,
                baseline,
                data,
                software,
                machine,
                newResumed);
    }

    /**
     * What distinguishes this run from any other.
     *
     * @return its identity
     */
    public Identity identity() {
        return new Identity(example, started, settings, networkOptions, data);
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
