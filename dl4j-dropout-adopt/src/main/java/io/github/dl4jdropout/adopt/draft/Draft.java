package io.github.dl4jdropout.adopt.draft;

import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Walk;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.SerializationException;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of the configuration of a network, to be changed layer by layer, and then to be made a network with the parameters of the
 * original. The original is never modified.
 */
public abstract class Draft {

    Draft() {}

    /**
     * Copies a configuration.
     *
     * @param configuration what a {@code MultiLayerNetwork} is made from
     * @return the draft
     * @throws IllegalArgumentException if something in it cannot be copied, because it is not serializable
     */
    public static Draft of(MultiLayerConfiguration configuration) {
        return new LayersDraft(copied(configuration));
    }

    /**
     * Copies the configuration of a graph.
     *
     * @param configuration what a {@code ComputationGraph} is made from
     * @return the draft
     * @throws IllegalArgumentException if something in it cannot be copied, because it is not serializable
     */
    public static Draft of(ComputationGraphConfiguration configuration) {
        return new GraphDraft(copied(configuration));
    }

    /**
     * Copies the configuration of a network.
     *
     * @param network an initialised {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @return the draft
     * @throws IllegalArgumentException if the network is neither, or is not initialised, or if something in its configuration cannot
     *     be copied
     */
    public static Draft of(Model network) {
        if (network instanceof MultiLayerNetwork && network.getClass() == MultiLayerNetwork.class) {
            requireInitialised(((MultiLayerNetwork) network).isInitCalled());
            return of(((MultiLayerNetwork) network).getLayerWiseConfigurations());
        }
        if (network instanceof ComputationGraph && network.getClass() == ComputationGraph.class) {
            requireInitialised(((ComputationGraph) network).getVertices() != null);
            return of(((ComputationGraph) network).getConfiguration());
        }
        throw new IllegalArgumentException(
                "Invalid network: expected a MultiLayerNetwork or a ComputationGraph, and no subclass, whose own state would be lost,"
                        + " received "
                        + (network == null ? null : network.getClass().getName()));
    }

    private static void requireInitialised(boolean initialised) {
        if (!initialised) {
            throw new IllegalArgumentException(
                    "Invalid network: expected one with parameters, received one whose init() was not"
                            + " called; call it, or give the configuration alone");
        }
    }

    /** By Java serialization, because JSON loses the schedule of an AlphaDropout, and clone() shares what is inside wrappers. */
    static <T extends Serializable> T copied(T configuration) {
        try {
            return SerializationUtils.clone(configuration);
        } catch (SerializationException e) {
            throw new IllegalArgumentException(
                    "Cannot copy the configuration: expected every part of it to be java.io.Serializable, as Deeplearning4j's own are,"
                            + " received " + e.getCause(),
                    e);
        }
    }

    /** {@return the layers, in the order of the network, those of a graph in the order of its vertices; an unmodifiable list} */
    public abstract List<Slot> slots();

    /**
     * The layer of a name.
     *
     * @param name the name
     * @return the layer, or empty if there is none of that name
     */
    public Optional<Slot> slot(String name) {
        return slots().stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    /**
     * The layer that a place of {@link #walk()} belongs to.
     *
     * @param place a place of a layer
     * @return the layer
     */
    public abstract Slot slot(Place place);

    /**
     * Puts a layer in front of another. It takes over the preprocessor, and the input is the same.
     *
     * @param slot the layer above it
     * @param layer a layer without parameters; it is given a name
     * @return the new layer
     */
    public abstract Slot putBefore(Slot slot, Layer layer);

    /**
     * Takes out what {@link #putBefore} put in.
     *
     * @param inserted the layer that was put in
     * @param slot the layer above it
     */
    public abstract void takeOut(Slot inserted, Slot slot);

    /**
     * The layers that read the output of a layer.
     *
     * @param slot a layer
     * @return its readers; empty as well if one of them is a vertex that is no layer
     */
    public abstract List<Slot> readers(Slot slot);

    /**
     * Tells whether a layer is an output of the network.
     *
     * @param slot a layer
     * @return true for the last one, and those that a graph names
     */
    public abstract boolean isOutput(Slot slot);

    /**
     * Puts a factor on the input of a layer, where there is a vertex for it.
     *
     * @param slot the layer above it
     * @param factor the factor
     * @return false in a {@code MultiLayerNetwork}, which has no vertices
     */
    public abstract boolean scaleBefore(Slot slot, double factor);

    /**
     * What the names of the layer's parameters begin with in {@code paramTable()}.
     *
     * @param slot a layer
     * @return its index, or its name in a graph
     */
    public abstract String key(Slot slot);

    /** {@return parameter updates so far} */
    public abstract int iteration();

    /** {@return epochs so far} */
    public abstract int epoch();

    /** {@return a walk over the configuration as it is now} */
    public abstract Walk walk();

    /** {@return the index of each layer of the original, and its index now; vertices of a graph keep theirs} */
    public abstract Map<Integer, Integer> indices();

    /**
     * Has {@code Dropouts.prepare} settle the configuration.
     *
     * @throws IllegalArgumentException as {@code prepare} does
     */
    public abstract void prepare();

    /** {@return the configuration as it is now, of the class of the original; owned by the caller from now on} */
    public abstract Object configuration();

    /**
     * A network of this configuration with copies of the parameters of another.
     *
     * @param original the network that the draft was made of
     * @return a new network; iteration and epoch are those of the original
     */
    public abstract Model network(Model original);

    /**
     * Copies the updater state to a network of this draft, and gives it the same listeners.
     *
     * @param original the network that the draft was made of
     * @param network what {@link #network} returned
     * @throws IllegalStateException if the updater state does not fit
     */
    public abstract void copyTraining(Model original, Model network);

    static void requireFitting(INDArray old, INDArray now) {
        if (now == null || old.length() != now.length()) {
            throw new IllegalStateException(
                    "Cannot keep the updater state: expected " + old.length() + " numbers, received a network with "
                            + (now == null ? 0 : now.length()) + "; the network given is unchanged");
        }
    }

    /** A name that no layer or vertex has. */
    static String freeName(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    static Set<String> names(List<Slot> slots) {
        return slots.stream().map(Slot::name).collect(Collectors.toSet());
    }
}
