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
            if (layer instanceof AppliedDropout) {
                ((AppliedDropout) layer).rewind();
            }
        }
        for (org.deeplearning4j.nn.conf.layers.Layer layer : NetworkLayers.configurations(network)) {
            IDropout dropout = layer.getIDropout();
            if (dropout instanceof KeyedDropout) {
                ((KeyedDropout) dropout).rewind();
            }
        }
    }

    /**
     * Copies the counts of iterations and epochs from one network to another, so that the seeded masks and the schedules of the second
     * go on where the first one is. Needed after every way of copying in which Deeplearning4j 1.0.0-M2.1 starts them from 0:
     *
     * <ul>
     *   <li>{@code clone()} of a {@code ComputationGraph} or of its configuration, which {@code InMemoryModelSaver} calls, and Java
     *       serialization of a {@code ComputationGraph};
     *   <li>{@code toComputationGraph()}, in whose graph a {@link RateDropoutLayer} has another index, and so other masks;
     *   <li>{@code TransferLearning} and {@code TransferLearningHelper}, of both types of network.
     * </ul>
     *
     * <p>{@code clone()} and Java serialization of a {@code MultiLayerNetwork}, and {@code ModelSerializer}, JSON, YAML and {@code
     * convertDataType} of both types keep the counts.
     *
     * <pre>{@code
     * ComputationGraph copy = graph.clone();
     * SeededDropout.copyCounters(graph, copy);
     * }</pre>
     *
     * @param from a {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @param to another one, of either type
     * @throws IllegalArgumentException if one of them is neither
     */
    public static void copyCounters(Model from, Model to) {
        Counters counters = Counters.of(from);
        counters.setIn(to);
        for (Layer layer : NetworkLayers.runtimes(to)) {
            layer.setIterationCount(counters.iteration());
            layer.setEpochCount(counters.epoch());
        }
    }
}
