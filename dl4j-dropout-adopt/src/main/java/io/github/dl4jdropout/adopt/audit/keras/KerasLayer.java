package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.List;
import java.util.Optional;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * A layer as Keras wrote it.
 *
 * @param index in the model
 * @param node the layer, with its configuration and its calls
 * @param channelsFirst whether a layer of the model says that its images are [N, C, H, W]
 */
record KerasLayer(int index, JsonNode node, boolean channelsFirst) {

    String name() {
        return node.path("config").path("name").asText(node.path("name").asText());
    }

    String type() {
        return node.path("class_name").asText();
    }

    boolean isOneOf(String... types) {
        return List.of(types).contains(type());
    }

    /** A number of its configuration, 0 if there is none. */
    double number(String key) {
        return config(key).asDouble();
    }

    JsonNode config(String key) {
        return node.path("config").path(key);
    }

    int calls() {
        return node.path("inbound_nodes").size();
    }

    /** The layer inside {@code TimeDistributed} or {@code Bidirectional}, or itself. */
    KerasLayer inside() {
        return isOneOf("TimeDistributed", "Bidirectional")
                ? new KerasLayer(index, config("layer"), channelsFirst)
                : this;
    }

    Optional<Finding> found(Kind kind, String what, String evidence, String remedy) {
        return Optional.of(new Finding(name(), kind, what, evidence, remedy));
    }
}
