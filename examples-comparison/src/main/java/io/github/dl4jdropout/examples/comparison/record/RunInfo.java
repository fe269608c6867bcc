package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.PropertyAccessor;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.type.TypeReference;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * {@code run.json}: everything about a run that is not a measurement. Fields of the options and of the comparison are recorded by name,
 * but for transient ones, so a new option needs nothing here.
 *
 * @param ended when all networks were trained, or null
 * @param command what to type to do it again
 * @param network the network and its training, a phrase
 */
public record RunInfo(
        String example,
        String started,
        String ended,
        String command,
        @JsonProperty("settings") Map<String, Object> options,
        String network,
        @JsonProperty("networkOptions") Map<String, Object> ownOptions,
        DataInfo data,
        Map<String, String> software,
        Map<String, String> machine,
        List<Session> resumed) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
            .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
            // Records of other versions, and of fields that have become lists.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY);

    public RunInfo {
        if (Stream.of(example, started, options, ownOptions, data, software, machine)
                .anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a part is missing");
        }
        resumed = resumed == null ? List.of() : resumed;
    }

    /** The options that a report needs. */
    public record Settings(List<DropoutMethod> methods, List<Long> seeds, int epochs, int batch, double rate) {
        public Settings {
            Objects.requireNonNull(methods, "no methods");
            Objects.requireNonNull(seeds, "no seeds");
        }
    }

    /** A time that a run went on, after so many epochs of all networks together. */
    public record Session(
            String started, int epochsBefore, Map<String, String> software, Map<String, String> machine) {}

    /** The data of a run, with digests of images and labels. */
    public record DataInfo(
            String name,
            boolean synthetic,
            String origin,
            int trainImages,
            int testImages,
            String trainSha256,
            String testSha256) {

        /** Returns the name for titles and tables, marked if the data is synthetic. */
        public String title() {
            return synthetic ? "SYNTHETIC data (" + name + ")" : name;
        }
    }

    /** Describes a run that begins now, on this system. */
    public static RunInfo begun(
            String example, String command, Object options, String network, Object comparison, DataInfo data) {
        Map<String, Object> given = fields(options);
        Map<String, Object> own = fields(comparison);
        Map<String, String> software = SystemInfo.software();
        Map<String, String> machine = SystemInfo.machine();
        return new RunInfo(example, now(), null, command, given, network, own, data, software, machine, List.of());
    }

    private static Map<String, Object> fields(Object object) {
        return JSON.convertValue(object, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Sets the fields of both objects as they were in this run. */
    public void restore(Object optionsObject, Object comparison) {
        try {
            JSON.updateValue(optionsObject, options);
            JSON.updateValue(comparison, ownOptions);
        } catch (JsonProcessingException e) {
            String found = e.getOriginalMessage();
            throw new UserException("run.json: expected options of this version, found others: " + found + ".", e);
        }
    }

    public Settings settings() {
        return JSON.convertValue(options, Settings.class);
    }

    public RunInfo complete() {
        return with(now(), resumed);
    }

    /** Returns the same run going on, on this system, after so many epochs of all networks together. */
    public RunInfo resumed(int epochsBefore) {
        List<Session> sessions = new ArrayList<>(resumed);
        sessions.add(new Session(now(), epochsBefore, SystemInfo.software(), SystemInfo.machine()));
        return with(null, sessions);
    }

    /** Returns what differs between the system that this run was begun on and this one, or nothing. */
    public String otherSystem() {
        Map<String, String> begun = new HashMap<>(software);
        begun.putAll(machine);
        Map<String, String> now = SystemInfo.software();
        now.putAll(SystemInfo.machine());
        return now.keySet().stream()
                .filter(key -> !now.get(key).equals(begun.get(key)))
                .map(key -> key + " was " + begun.getOrDefault(key, "not recorded") + ", is now " + now.get(key))
                .collect(Collectors.joining("; "));
    }

    private RunInfo with(String newEnded, List<Session> sessions) {
        return new RunInfo(
                example, started, newEnded, command, options, network, ownOptions, data, software, machine, sessions);
    }

    /** Returns what distinguishes this run from any other: a checkpoint of it bears the same. */
    public String identity() {
        return "{example=" + example + ", started=" + started + ", settings=" + options + ", networkOptions="
                + ownOptions + ", data=" + fields(data) + "}";
    }

    public void write(Path file) {
        AtomicFile.write(file, part -> JSON.writeValue(part.toFile(), this));
    }

    public static RunInfo read(Path file) {
        try {
            RunInfo info = JSON.readValue(AtomicFile.text(file), RunInfo.class);
            info.settings();
            return info;
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            String found = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserException(file + ": expected the description of a run, found: " + found + ".", e);
        }
    }
}
