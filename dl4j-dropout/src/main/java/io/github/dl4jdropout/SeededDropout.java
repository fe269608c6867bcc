package io.github.dl4jdropout;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What can be done with the seeded dropouts of a whole network. */
public final class SeededDropout {

    private SeededDropout() {}

    /**
     * Starts the count of passes anew in every seeded dropout of a network: its next training-mode forward pass draws the masks of
     * the first one of the iteration. Needed where several passes are to meet the same masks, as in numerical gradient checks.
     * Dropouts without a seed are not affected; for them, seed {@code Nd4j.getRandom()}.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @throws IllegalArgumentException if it is neither
     */
    public static void rewind(Model network) {
        for (Layer layer : layers(network)) {
            if (layer instanceof RateDropoutLayerRuntime) {
                ((RateDropoutLayerRuntime) layer).rewind();
            }
            IDropout dropout = layer.conf().getLayer().getIDropout();
            if (dropout instanceof KeyedDropout) {
                ((KeyedDropout) dropout).rewind();
            }
        }
    }

    private static Iterable<Layer> layers(Model network) {
        Layer[] layers;
        if (network instanceof MultiLayerNetwork) {
            layers = ((MultiLayerNetwork) network).getLayers();
        } else if (network instanceof ComputationGraph) {
            layers = ((ComputationGraph) network).getLayers();
        } else {
            throw new IllegalArgumentException(
                    "Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received "
                            + (network == null ? null : network.getClass().getName()));
        }
        return Arrays.stream(layers).filter(Objects::nonNull)::iterator;
    }
}
