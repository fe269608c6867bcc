package io.github.dl4jdropout.check;

import io.github.dl4jdropout.KeyedDropoutLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** One walk over a configuration: each layer once, with its neighbours, its wrappers and the format of its input. */
public final class Walk {

    private final boolean graph;
    private final List<Place> places = new ArrayList<>();
    private final Map<String, NeuralNetConfiguration> configurations = new LinkedHashMap<>();
    private final Map<String, List<Place>> byName = new LinkedHashMap<>();
    private final Map<String, Format> outputs = new LinkedHashMap<>();
    private Map<SharedKey.Key, List<Place>> byKey;

    private Walk(boolean graph) {
        this.graph = graph;
    }

    /**
     * Walks over a configuration of layers.
     *
     * @param configuration what a {@code MultiLayerNetwork} is made from; not modified
     * @return the walk
     */
    public static Walk over(MultiLayerConfiguration configuration) {
        Walk walk = new Walk(false);
        String below = null;
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            NeuralNetConfiguration conf = configuration.getConf(i);
            String given = conf.getLayer().getLayerName();
            walk.layer(
                    Integer.toString(i),
                    given == null || given.equals("layer" + i) ? Integer.toString(i) : i + " \"" + given + "\"",
                    i,
                    conf,
                    conf.getLayer(),
                    configuration.getInputPreProcess(i),
                    below == null ? List.of() : List.of(below));
            below = Integer.toString(i);
        }
        return walk;
    }

    /**
     * Walks over the configuration of a graph.
     *
     * @param configuration what a {@code ComputationGraph} is made from; not modified
     * @return the walk
     */
    public static Walk over(ComputationGraphConfiguration configuration) {
        Walk walk = new Walk(true);
        Map<String, GraphVertex> vertices = configuration.getVertices();
        List<String> order = new ArrayList<>(configuration.getNetworkInputs());
        order.addAll(vertices.keySet());
        Map<String, Integer> indices = new LinkedHashMap<>();
        order.forEach(name -> indices.put(name, indices.size()));
        if (configuration.getTopologicalOrderStr() != null) { // that of a network that was initialised once
            for (int i = 0; i < configuration.getTopologicalOrderStr().size(); i++) {
                indices.put(
                        configuration.getTopologicalOrderStr().get(i),
                        configuration.getTopologicalOrder()[i]);
            }
        }
        vertices.keySet().forEach(name -> walk.visit(name, configuration, indices));
        walk.places.sort((a, b) -> Integer.compare(a.index(), b.index()));
        return walk;
    }

    /** Vertices in any order: those below come first. */
    private void visit(String name, ComputationGraphConfiguration configuration, Map<String, Integer> indices) {
        if (byName.containsKey(name) || !configuration.getVertices().containsKey(name)) {
            return;
        }
        List<String> below = configuration.getVertexInputs().getOrDefault(name, List.of());
        below.forEach(each -> visit(each, configuration, indices));
        GraphVertex vertex = configuration.getVertices().get(name);
        boolean frozen = vertex instanceof FrozenVertex;
        GraphVertex inside = frozen ? ((FrozenVertex) vertex).getUnderlying() : vertex;
        String shown = "\"" + name + "\"";
        if (inside instanceof LayerVertex) {
            NeuralNetConfiguration conf = ((LayerVertex) inside).getLayerConf();
            Layer layer = frozen ? new FrozenLayer(conf.getLayer()) : conf.getLayer();
            layer(name, shown, indices.get(name), conf, layer, ((LayerVertex) inside).getPreProcessor(), below);
        } else {
            Format input = below(below);
            add(name, new Place(this, shown, indices.get(name), List.of(), null, false, input), below);
            outputs.put(
                    name,
                    inside instanceof PreprocessorVertex
                            ? input.through(((PreprocessorVertex) inside).getPreProcessor())
                            : input.through(inside));
        }
    }

    private Format below(List<String> names) {
        return names.stream()
                .map(name -> outputs.getOrDefault(name, Format.UNKNOWN))
                .findFirst()
                .orElse(Format.UNKNOWN);
    }

    private void layer(
            String key,
            String shown,
            int index,
            NeuralNetConfiguration conf,
            Layer layer,
            InputPreProcessor preprocessor,
            List<String> below) {
        configurations.put(key, conf);
        Format input = below(below).through(preprocessor);
        unwrap(key, shown, index, new ArrayList<>(), layer, false, input, below);
        Place first = byName.get(key).get(0);
        outputs.put(key, first.input().outOf(layer, first.layer()));
    }

    private void unwrap(
            String key,
            String shown,
            int index,
            List<Layer> wrappers,
            Layer layer,
            boolean reversed,
            Format input,
            List<String> below) {
        List<Layer> outer = new ArrayList<>(wrappers);
        outer.add(layer);
        if (layer instanceof Bidirectional) {
            Bidirectional both = (Bidirectional) layer;
            unwrap(key, shown + " forward", index, outer, both.getFwd(), reversed, input, below);
            unwrap(key, shown + " backward", index, outer, both.getBwd(), true, input, below);
        } else if (layer instanceof FrozenLayer) {
            unwrap(key, shown, index, outer, ((FrozenLayer) layer).getLayer(), reversed, input, below);
        } else if (layer instanceof BaseWrapperLayer) {
            Format inside = layer instanceof TimeDistributed ? new Format(2, null, true) : input;
            unwrap(key, shown, index, outer, ((BaseWrapperLayer) layer).getUnderlying(), reversed, inside, below);
        } else {
            add(key, new Place(this, shown, index, wrappers, layer, reversed, input.into(layer)), below);
            ignoredWrapper(wrappers, layer)
                    .ifPresent(wrapper ->
                            add(key, new Place(this, shown, index, List.of(), wrapper, reversed, input), below));
        }
    }

    /** A wrapper whose dropout nobody calls, and which is no copy of what its layer has from the network. */
    private static Optional<Layer> ignoredWrapper(List<Layer> wrappers, Layer layer) {
        boolean own = layer.getIDropout() != null || layer instanceof KeyedDropoutLayer;
        return own
                ? Optional.empty()
                : wrappers.stream().filter(each -> each.getIDropout() != null).findFirst();
    }

    private void add(String key, Place place, List<String> below) {
        byName.computeIfAbsent(key, any -> new ArrayList<>()).add(place);
        places.add(place);
        for (String name : below) {
            for (Place lower : byName.getOrDefault(name, List.of())) {
                lower.above.add(place);
                place.below.add(lower);
            }
        }
    }

    /**
     * All places, in the order of their indices.
     *
     * @return an unmodifiable list
     */
    public List<Place> places() {
        return Collections.unmodifiableList(places);
    }

    /**
     * Whether the network is a graph, in which an activation may have several readers.
     *
     * @return false for a {@code MultiLayerNetwork}
     */
    public boolean isGraph() {
        return graph;
    }

    /** The seeded dropouts, by what they draw from; as it was when first asked. */
    Map<SharedKey.Key, List<Place>> byKey() {
        if (byKey == null) {
            byKey = SharedKey.byKey(places);
        }
        return byKey;
    }

    /** Gives each layer objects of its own, where one object stands in several places; returns whether there were any. */
    boolean unshareLayers() {
        Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> shared = new LinkedHashSet<>();
        byName.forEach((key, inside) -> inside.forEach(place -> {
            if (place.layer() != null && !seen.add(place.layer())) {
                shared.add(key);
            }
        }));
        for (String key : shared) { // by JSON, because clone() of a wrapper shares what is inside
            NeuralNetConfiguration conf = configurations.get(key);
            conf.setLayer(NeuralNetConfiguration.fromJson(conf.toJson()).getLayer());
        }
        return !shared.isEmpty();
    }
}
