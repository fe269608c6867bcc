package io.github.dl4jdropout.onednn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@link OneDnn#accelerate} did to a network.
 *
 * @param availability of oneDNN in this process
 * @param layers the choice for each convolution, pooling and batch normalization layer, in the order of the network; of other layers
 *     nothing is said, since Deeplearning4j has no such path for them
 */
public record Acceleration(Availability availability, List<LayerChoice> layers) {

    /**
     * With a list of its own.
     *
     * @param availability of oneDNN in this process
     * @param layers the choices
     */
    public Acceleration {
        layers = List.copyOf(layers);
    }

    /**
     * Whether oneDNN computes a layer of the network.
     *
     * @return whether there is such a layer
     */
    public boolean active() {
        return layers.stream().anyMatch(LayerChoice::accelerated);
    }

    /**
     * A line for a log, which begins with "oneDNN: active" or "oneDNN: not active", such as "oneDNN: active in 4 layers; left plain: 2
     * (pooling), 1 (dilation)".
     */
    @Override
    public String toString() {
        if (!availability.usable()) {
            return "oneDNN: not active: " + availability.reason();
        }
        if (layers.isEmpty()) {
            return "oneDNN: not active: the network has no convolution, pooling or batch normalization layer";
        }
        long accelerated = layers.stream().filter(LayerChoice::accelerated).count();
        String plain = layers.stream()
                .filter(layer -> !layer.accelerated())
                .collect(Collectors.groupingBy(LayerChoice::obstacle, LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(obstacle -> obstacle.getValue() + " (" + obstacle.getKey() + ")")
                .collect(Collectors.joining(", "));
        return "oneDNN: "
                + (active() ? "active in " + accelerated + (accelerated == 1 ? " layer" : " layers") : "not active")
                + (plain.isEmpty() ? "" : "; left plain: " + plain);
    }
}
