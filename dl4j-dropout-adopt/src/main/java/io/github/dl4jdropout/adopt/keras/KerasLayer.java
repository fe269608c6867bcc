package io.github.dl4jdropout.adopt.keras;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.shade.jackson.databind.JsonNode;

/** A layer of a Keras model, as its file has it. */
record KerasLayer(JsonNode node) {

    String type() {
        return node.path("class_name").asText();
    }

    /** The name, which is that of the layer or vertex after the import. */
    String name() {
        return node.path("config").path("name").asText();
    }

    JsonNode config() {
        return node.path("config");
    }

    /** The layer inside a wrapper; this one if it is none. */
    KerasLayer inner() {
        return config().path("layer").has("class_name") ? new KerasLayer(config().path("layer")) : this;
    }

    boolean isModel() {
        return List.of("Functional", "Model", "Sequential").contains(type());
    }

    double number(String key) {
        return config().path(key).asDouble(0);
    }

    /** The shape of the input where the layer states it, without examples; unknown sizes are null. */
    List<Long> inputShape() {
        JsonNode shape = config().path("batch_input_shape");
        List<Long> sizes = new ArrayList<>();
        for (int i = 1; i < shape.size(); i++) {
            sizes.add(shape.get(i).isNull() ? null : shape.get(i).asLong());
        }
        return sizes;
    }

    /** Whether it is called with {@code training=True}: it drops at inference too. */
    boolean isAlwaysOn() {
        return node.path("inbound_nodes").toString().contains("\"training\":true");
    }

    int calls() {
        return node.path("inbound_nodes").size();
    }
}
