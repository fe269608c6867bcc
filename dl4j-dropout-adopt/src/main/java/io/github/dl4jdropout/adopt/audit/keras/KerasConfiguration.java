package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.adopt.audit.file.ModelFile;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * The configuration of a model of Keras.
 *
 * @param file that holds it
 */
public record KerasConfiguration(ModelFile file) {

    /**
     * Tells which of Deeplearning4j's two imports it is for.
     *
     * @return true for a {@code MultiLayerNetwork}, false for a {@code ComputationGraph}
     */
    public boolean isSequential() {
        return type().equals("Sequential");
    }

    String type() {
        return file.configuration().path("class_name").asText();
    }

    /**
     * The layers.
     *
     * @return in the order of the file
     */
    public List<KerasLayer> layers() {
        JsonNode nodes = ModelFile.kerasLayers(file.configuration());
        List<KerasLayer> layers = new ArrayList<>();
        String format = format(nodes, "channels_last");
        for (JsonNode node : nodes) {
            format = format(node, format);
            layers.add(new KerasLayer(layers.size(), node, format.equals("channels_first")));
        }
        return layers;
    }

    /** A spatial dropout of Keras 2 does not save it: what a layer before it says holds, or else the first one that says something. */
    private static String format(JsonNode nodes, String otherwise) {
        return nodes.findValuesAsText("data_format").stream().findFirst().orElse(otherwise);
    }

    /**
     * The shapes of the inputs.
     *
     * @return in the order of the network; without examples, unknown sizes are null
     */
    public List<List<Long>> inputShapes() {
        List<KerasLayer> layers = layers();
        if (isSequential()) {
            return List.of(layers.get(0).inputShape());
        }
        List<List<Long>> shapes = new ArrayList<>();
        for (JsonNode input : file.configuration().path("config").path("input_layers")) {
            String name = input.isArray() ? input.get(0).asText() : input.asText();
            layers.stream().filter(layer -> layer.name().equals(name)).forEach(layer -> shapes.add(layer.inputShape()));
        }
        return shapes;
    }
}
