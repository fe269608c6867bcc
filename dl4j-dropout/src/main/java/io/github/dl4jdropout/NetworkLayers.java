package io.github.dl4jdropout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Every layer of a network of either type, those inside wrappers among them. */
final class NetworkLayers {

    private NetworkLayers() {}

    /**
     * The layers at work. Those inside a {@code Bidirectional} are not among them, because Deeplearning4j hands them to nobody; their
     * configurations are among {@link #configurations}.
     *
     * @throws IllegalArgumentException if the network is neither a MultiLayerNetwork nor a ComputationGraph
     */
    static List<Layer> runtimes(Model network) {
        List<Layer> found = new ArrayList<>();
        for (Layer layer : topLevel(network)) {
            for (Layer inner = layer; inner != null; inner = inside(inner)) {
                found.add(inner);
            }
        }
        return found;
    }

    /**
     * The configurations that the layers work with and those that the network saves. They are the same objects, except below a layer
     * that was frozen by transfer learning.
     *
     * @throws IllegalArgumentException if the network is neither a MultiLayerNetwork nor a ComputationGraph
     */
    static Collection<org.deeplearning4j.nn.conf.layers.Layer> configurations(Model network) {
        return configurations(network, layer -> true);
    }

    /** Those of the layers of that name, with what is inside them. */
    static Collection<org.deeplearning4j.nn.conf.layers.Layer> configurations(Model network, String name) {
        return configurations(network, layer -> name.equals(layer.getLayerName()));
    }

    private static Collection<org.deeplearning4j.nn.conf.layers.Layer> configurations(
            Model network, Predicate<org.deeplearning4j.nn.conf.layers.Layer> wanted) {
        Set<org.deeplearning4j.nn.conf.layers.Layer> found = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(runtimes(network).stream().map(layer -> layer.conf().getLayer()), saved(network))
                .filter(wanted)
                .forEach(layer -> collect(layer, found));
        return found;
    }

    private static Stream<org.deeplearning4j.nn.conf.layers.Layer> saved(Model network) {
        if (network instanceof MultiLayerNetwork) {
            return ((MultiLayerNetwork) network)
                    .getLayerWiseConfigurations().getConfs().stream().map(NeuralNetConfiguration::getLayer);
        }
        return Stream.empty(); // the layers of a graph have the configurations of its vertices, and no others
    }

    private static Layer[] topLevel(Model network) {
        if (network instanceof MultiLayerNetwork) {
            return ((MultiLayerNetwork) network).getLayers();
        }
        return requireGraph(network).getLayers();
    }

    /** The network, which no MultiLayerNetwork is, as a graph. */
    static ComputationGraph requireGraph(Model network) {
        if (network instanceof ComputationGraph) {
            return (ComputationGraph) network;
        }
        throw new IllegalArgumentException(
                "Invalid network: expected a MultiLayerNetwork or a ComputationGraph, received "
                        + (network == null ? null : network.getClass().getName()));
    }

    private static Layer inside(Layer layer) {
        return layer instanceof BaseWrapperLayer ? ((BaseWrapperLayer) layer).getUnderlying() : null;
    }

    private static void collect(
            org.deeplearning4j.nn.conf.layers.Layer layer, Set<org.deeplearning4j.nn.conf.layers.Layer> found) {
        if (layer == null || !found.add(layer)) {
            return;
        }
        if (layer instanceof org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer) {
            collect(((org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer) layer).getUnderlying(), found);
        } else if (layer instanceof FrozenLayer) {
            collect(((FrozenLayer) layer).getLayer(), found);
        } else if (layer instanceof Bidirectional) {
            collect(((Bidirectional) layer).getFwd(), found);
            collect(((Bidirectional) layer).getBwd(), found);
        }
    }
}
