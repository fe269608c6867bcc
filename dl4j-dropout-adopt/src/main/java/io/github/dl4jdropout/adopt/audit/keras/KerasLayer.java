package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * A layer as Keras wrote it.
 *
 * @param index in the model
 * @param node the layer, with its configuration and its calls
 * @param channelsFirst whether images are [N, C, H, W] here
 */
public record KerasLayer(int index, JsonNode node, boolean channelsFirst) {

    /**
     * The name.
     *
     * @return that of the layer or vertex after the import
     */
    public String name() {
        return config("name").asText(node.path("name").asText());
    }

    /**
     * The class.
     *
     * @return without a package
     */
    public String type() {
        return node.path("class_name").asText();
    }

    /**
     * Tells whether it is of one of some classes.
     *
     * @param types their names
     * @return true if so
     */
    public boolean isOneOf(String... types) {
        return List.of(types).contains(type());
    }

    /**
     * A value of its configuration.
     *
     * @param key its name
     * @return the value, or a missing node
     */
    public JsonNode config(String key) {
        return node.path("config").path(key);
    }

    /**
     * A number of its configuration.
     *
     * @param key its name
     * @return the number, 0 if there is none
     */
    public double number(String key) {
        return config(key).asDouble();
    }

    /**
     * The layer inside a wrapper such as {@code TimeDistributed}.
     *
     * @return that layer; this one if it is no wrapper
     */
    public KerasLayer inner() {
        return config("layer").has("class_name") ? new KerasLayer(index, config("layer"), channelsFirst) : this;
    }

    /**
     * Tells whether a call has {@code training=True}.
     *
     * @return true if it drops at inference, too
     */
    public boolean isAlwaysOn() {
        return node.path("inbound_nodes").toString().contains("\"training\":true");
    }

    int calls() {
        return node.path("inbound_nodes").size();
    }

    List<Long> inputShape() {
        List<Long> sizes = new ArrayList<>();
        config("batch_input_shape").forEach(size -> sizes.add(size.isNull() ? null : size.asLong()));
        return sizes.isEmpty() ? sizes : sizes.subList(1, sizes.size());
    }

    Optional<Finding> found(Kind kind, String what, String evidence, String remedy) {
        return Optional.of(new Finding(name(), kind, what, evidence, remedy));
    }
}
