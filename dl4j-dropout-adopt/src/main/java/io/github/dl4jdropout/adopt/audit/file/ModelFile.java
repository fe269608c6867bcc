package io.github.dl4jdropout.adopt.audit.file;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * The configuration in a file. What the file is shows in its content, not in its name.
 *
 * @param kind whose configuration it is
 * @param configuration as it was written
 */
public record ModelFile(Kind kind, ObjectNode configuration) {

    /** Whose configuration a file holds. */
    public enum Kind {
        /** A {@code MultiLayerNetwork}. */
        LAYERS,
        /** A {@code ComputationGraph}. */
        GRAPH,
        /** Keras 1 or 2. */
        KERAS,
        /** Keras 3. */
        KERAS_3
    }

    private static final int MOST = 16 << 20;
    private static final String EXPECTED = "expected a model that ModelSerializer wrote (.zip), a configuration of"
            + " Deeplearning4j (.json, .yaml) or a model of Keras (.h5, .keras, .json), found ";

    /**
     * Reads the configuration and nothing else.
     *
     * @param file a model or a configuration, not modified
     * @return its configuration
     * @throws IOException if it cannot be read or is something else; the message says what was expected and found
     */
    public static ModelFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(EXPECTED + (Files.exists(file) ? "a folder" : "no file") + ": " + file);
        }
        try {
            return byContent(file);
        } catch (FileSystemException e) { // its message is the name of the file alone
            throw new IOException(EXPECTED + "a file that cannot be read: " + e, e);
        }
    }

    private static ModelFile byContent(Path file) throws IOException {
        byte[] start = new byte[4];
        try (InputStream in = Files.newInputStream(file)) {
            if (in.readNBytes(start, 0, start.length) == 0) {
                throw new IOException(EXPECTED + "an empty file: " + file);
            }
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK")) {
            return zip(file);
        }
        if (text.equals("\u0089HDF")) {
            return Hdf5.read(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return configuration(text(in, file.toString()), file);
        }
    }

    private static ModelFile zip(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry ours = zip.getEntry("configuration.json");
            ZipEntry keras = zip.getEntry("config.json");
            if (ours != null) {
                return configuration(text(zip.getInputStream(ours), "configuration.json in " + file), file);
            }
            if (keras != null) {
                ModelFile model = configuration(text(zip.getInputStream(keras), "config.json in " + file), file);
                return new ModelFile(Kind.KERAS_3, model.configuration);
            }
            String names = zip.stream().limit(3).map(ZipEntry::getName).collect(Collectors.joining(", "));
            throw new IOException(EXPECTED + "a zip without configuration.json (" + names + ", …): " + file);
        } catch (ZipException | EOFException e) {
            throw new IOException(EXPECTED + "a damaged zip (" + e.getMessage() + "): " + file, e);
        }
    }

    private static String text(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new IOException(EXPECTED + "more than " + (MOST >> 20) + " MB of text: " + name);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static ModelFile configuration(String text, Path file) throws IOException {
        boolean json = text.stripLeading().startsWith("{");
        JsonNode tree;
        try { // JSON as a stream, because what comes after the first value is no fault: HDF5 pads its strings
            tree = json
                    ? NeuralNetConfiguration.mapper()
                            .readTree(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    : Yaml.tree(text);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    EXPECTED + "text that is no " + (json ? "JSON" : "YAML") + " (" + e.getOriginalMessage() + "): "
                            + file,
                    e);
        }
        if (tree != null && tree.path("confs").size() > 0) {
            return new ModelFile(Kind.LAYERS, (ObjectNode) tree);
        }
        if (tree != null && tree.path("vertices").size() > 0) {
            return new ModelFile(Kind.GRAPH, (ObjectNode) tree);
        }
        if (tree != null && tree.has("class_name") && kerasLayers(tree).size() > 0) {
            return new ModelFile(isOfKeras3(tree) ? Kind.KERAS_3 : Kind.KERAS, (ObjectNode) tree);
        }
        throw new IOException(EXPECTED + "neither \"confs\" nor \"vertices\" nor \"class_name\" with layers: " + file);
    }

    /**
     * Tells Keras from Deeplearning4j.
     *
     * @return true for any version of Keras
     */
    public boolean isOfKeras() {
        return kind == Kind.KERAS || kind == Kind.KERAS_3;
    }

    /** Some of its files say so by their version, others by fields that were new. */
    private static boolean isOfKeras3(JsonNode model) {
        return model.path("keras_version").asText().startsWith("3")
                || model.has("registered_name")
                || kerasLayers(model).findValues("dtype").stream().anyMatch(JsonNode::isObject);
    }

    /**
     * The layers of a model of Keras.
     *
     * @param model as it was written
     * @return an array, or a missing node
     */
    public static JsonNode kerasLayers(JsonNode model) {
        JsonNode config = model.path("config");
        return config.isArray() ? config : config.path("layers"); // Keras 1 and early 2: a list
    }
}
