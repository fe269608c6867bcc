package io.github.dl4jdropout;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.IDropout;

/** What can be done with the seeded dropouts of a whole network. */
public final class SeededDropout {

    private SeededDropout() {}

    /**
     * Starts the count of passes again in every seeded dropout of a network, also inside wrappers such as {@code Bidirectional},
     * {@code TimeDistributed} and frozen layers: its next training-mode forward pass draws the masks of
     * the first one of the iteration. Needed where several passes are to meet the same masks, as in numerical gradient checks.
     * Dropouts without a seed are not affected; for them, seed {@code Nd4j.getRandom()}.
     *
     * @param network a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @throws IllegalArgumentException if it is neither
     */
    public static void rewind(Model network) {
        for (Layer layer : NetworkLayers.runtimes(network)) {
            if (layer instanceof RateDropoutLayerRuntime) {
                ((RateDropoutLayerRuntime) layer).rewind();
            }
        }
        for (org.deeplearning4j.nn.conf.layers.Layer layer : NetworkLayers.configurations(network)) {
            IDropout dropout = layer.getIDropout();
            if (dropout instanceof KeyedDropout) {
                ((KeyedDropout) dropout).rewind();
            }
        }
    }
}
