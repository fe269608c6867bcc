package io.github.dl4jdropout.adopt.keras;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** The model configuration of a file of Keras 2: an {@code .h5}, or JSON of {@code model.to_json()}. */
public final class KerasFile {

    private static final String KERAS_3 =
            "Deeplearning4j 1.0.0-M2.1 imports Keras 1 and 2 only; load it with TF_USE_LEGACY_KERAS=1 and"
                    + " tf_keras, or build the model there and set its weights, and save it as .h5";

    private final File file;
    private final JsonNode model;

    private KerasFile(File file, JsonNode model) {
        this.file = file;
        this.model = model;
    }

    /**
     * Reads the configuration, and nothing else.
     *
     * @param file an {@code .h5} or JSON, recognised by its first bytes
     * @return the file
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is something else, or a model that Deeplearning4j would not import, or import as another
     *     network
     */
    public static KerasFile read(File file) throws IOException {
        byte[] head;
        try (InputStream in = new FileInputStream(file)) {
            head = in.readNBytes(4);
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK")) {
            throw refused(file, "a zip of Keras 3: " + KERAS_3);
        }
        boolean hdf5 = start.equals("\u0089HDF");
        if (!hdf5 && !start.stripLeading().startsWith("{")) {
            throw refused(file, "a file that begins otherwise");
        }
        JsonNode model = parsed(file, hdf5 ? hdf5(file) : Files.readString(file.toPath()));
        KerasFile keras = new KerasFile(file, model);
        if (model.path("config").path("layers").isMissingNode()
                || keras.layers().isEmpty()) {
            throw refused(file, "JSON without config.layers");
        }
        if (model.path("keras_version").asText().startsWith("3")
                || model.has("registered_name")
                || keras.isOfKeras3()) {
            throw refused(file, "a model of Keras 3: " + KERAS_3);
        }
        keras.layers().forEach(keras::requireImportable);
        return keras;
    }

    private static String hdf5(File file) throws IOException {
        try (Hdf5Archive archive = new Hdf5Archive(file.getPath())) {
            if (!archive.hasAttribute("model_config")) {
                throw refused(file, "an .h5 of weights alone; save the whole model with model.save(\"model.h5\")");
            }
            return archive.readAttributeAsJson("model_config");
        } catch (UnsupportedKerasConfigurationException e) {
            throw new IOException("Cannot read the attribute model_config of " + file, e);
        }
    }

    private static JsonNode parsed(File file, String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON in " + file + ": " + e.getMessage(), e);
        }
    }

    private boolean isOfKeras3() {
        return layers().stream().anyMatch(layer -> layer.config().path("dtype").isObject());
    }

    private static IllegalArgumentException refused(File file, String received) {
        return new IllegalArgumentException("Cannot restore the dropouts of " + file
                + ": expected a model of Keras 2, as .h5 or JSON of model.to_json(), received " + received);
    }

    private void requireImportable(KerasLayer layer) {
        String reason = null;
        KerasLayer inner = layer.inner();
        if (inner.isModel()) {
            reason = "is a model in a model, which Deeplearning4j does not import; build the model from its layers";
        } else if (layer.calls() > 1) {
            reason = "is called " + layer.calls()
                    + " times, and Deeplearning4j imports a shared layer as another network without a"
                    + " word; give each call a layer of its own";
        } else if (inner.type().equals("SimpleRNN") && inner.number("recurrent_dropout") > 0) {
            reason = "has recurrent_dropout, which Deeplearning4j refuses on a SimpleRNN; set it to 0";
        } else {
            for (String key : List.of("rate", "stddev")) {
                if (inner.config().path(key).isIntegralNumber() && !inner.type().equals("Dropout")) {
                    reason =
                            "has the whole number " + key + "=" + inner.config().path(key)
                                    + ", on which the import fails with a ClassCastException; write it with a point";
                }
            }
        }
        if (reason != null) {
            throw new IllegalArgumentException(
                    "Cannot import " + file + ": layer \"" + layer.name() + "\", " + layer.type() + ", " + reason);
        }
    }

    /**
     * Tells which of Deeplearning4j's two imports it is for.
     *
     * @return true for a {@code MultiLayerNetwork}, false for a {@code ComputationGraph}
     */
    public boolean isSequential() {
        return model.path("class_name").asText().equals("Sequential");
    }

    /** The layers, in the order of the file. */
    List<KerasLayer> layers() {
        List<KerasLayer> layers = new ArrayList<>();
        model.path("config").path("layers").forEach(node -> layers.add(new KerasLayer(node)));
        return layers;
    }

    /** The shapes of the inputs, in the order of the network. */
    List<List<Long>> inputShapes() {
        if (isSequential()) {
            return List.of(layers().get(0).inputShape());
        }
        List<List<Long>> shapes = new ArrayList<>();
        for (JsonNode input : model.path("config").path("input_layers")) {
            String name = input.isArray() ? input.get(0).asText() : input.asText();
            layers().stream()
                    .filter(layer -> layer.name().equals(name))
                    .forEach(layer -> shapes.add(layer.inputShape()));
        }
        return shapes;
    }
}
