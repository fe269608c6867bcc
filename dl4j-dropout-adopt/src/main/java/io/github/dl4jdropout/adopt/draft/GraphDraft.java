package io.github.dl4jdropout.adopt.draft;

import io.github.dl4jdropout.SeededDropout;
import io.github.dl4jdropout.check.Dropouts;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Walk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;

/** A draft of a {@code ComputationGraph}. */
final class GraphDraft extends Draft {

    private final ComputationGraphConfiguration configuration;
    private final int size;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    GraphDraft(ComputationGraphConfiguration configuration) {
        this.configuration = configuration;
        this.size = configuration.getNetworkInputs().size()
                + configuration.getVertices().size();
        configuration
                .getVertices()
                .replaceAll((name, vertex) -> copied(vertex)); // a layer that stands twice becomes two
        configuration.getVertices().forEach((name, vertex) -> {
            if (inside(vertex) instanceof LayerVertex) {
                LayerVertex layer = (LayerVertex) inside(vertex);
                slots.put(name, new Slot(name, layer.getLayerConf(), layer.getPreProcessor()));
            }
        });
    }

    private static GraphVertex inside(GraphVertex vertex) {
        return vertex instanceof FrozenVertex ? ((FrozenVertex) vertex).getUnderlying() : vertex;
    }

    @Override
    public List<Slot> slots() {
        return List.copyOf(slots.values());
    }

    @Override
    public Slot slot(Place place) {
        return slots.values().stream()
                .filter(slot -> place.name().startsWith("\"" + slot.name() + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Slot putBefore(Slot slot, Layer layer) {
        String name = freeName(slot.name() + "-dropout", taken());
        layer.setLayerName(name);
        Slot inserted = new Slot(name, slot.confOf(layer), slot.preProcessor());
        slot.setPreProcessor(null);
        slots.put(name, inserted);
        putVertexBefore(slot, name, new LayerVertex(inserted.conf(), null));
        return inserted;
    }

    @Override
    public boolean scaleBefore(Slot slot, double factor) {
        putVertexBefore(slot, freeName(slot.name() + "-scale", taken()), new ScaleVertex(factor));
        return true;
    }

    /** The last index, so that the others keep theirs; and in the order of computation right before the layer. */
    private void putVertexBefore(Slot slot, String name, GraphVertex vertex) {
        int index = configuration.getNetworkInputs().size()
                + configuration.getVertices().size();
        configuration.getVertices().put(name, vertex);
        configuration
                .getVertexInputs()
                .put(name, configuration.getVertexInputs().get(slot.name()));
        configuration.getVertexInputs().put(slot.name(), new ArrayList<>(List.of(name)));
        if (configuration.getTopologicalOrderStr() != null) {
            List<String> names = new ArrayList<>(configuration.getTopologicalOrderStr());
            int at = names.indexOf(slot.name());
            List<Integer> indices = new ArrayList<>(
                    Arrays.stream(configuration.getTopologicalOrder()).boxed().toList());
            names.add(at, name);
            indices.add(at, index);
            setOrder(names, indices);
        }
    }

    @Override
    public void takeOut(Slot inserted, Slot slot) {
        String name = inserted.name();
        slots.remove(name);
        slot.setPreProcessor(inserted.preProcessor());
        configuration.getVertices().remove(name);
        configuration
                .getVertexInputs()
                .put(slot.name(), configuration.getVertexInputs().remove(name));
        if (configuration.getTopologicalOrderStr() != null) {
            List<String> names = new ArrayList<>(configuration.getTopologicalOrderStr());
            List<Integer> indices = new ArrayList<>(
                    Arrays.stream(configuration.getTopologicalOrder()).boxed().toList());
            indices.remove(names.indexOf(name));
            names.remove(name);
            setOrder(names, indices);
        }
    }

    private void setOrder(List<String> names, List<Integer> indices) {
        configuration.setTopologicalOrderStr(names);
        configuration.setTopologicalOrder(
                indices.stream().mapToInt(Integer::intValue).toArray());
    }

    private Set<String> taken() {
        Set<String> names = new HashSet<>(configuration.getNetworkInputs());
        names.addAll(configuration.getVertices().keySet());
        return names;
    }

    @Override
    public List<Slot> readers(Slot slot) {
        List<Slot> readers = new ArrayList<>();
        for (Map.Entry<String, List<String>> each :
                configuration.getVertexInputs().entrySet()) {
            if (each.getValue().contains(slot.name())) {
                if (!slots.containsKey(each.getKey())) {
                    return List.of();
                }
                readers.add(slots.get(each.getKey()));
            }
        }
        return readers;
    }

    @Override
    public boolean isOutput(Slot slot) {
        return configuration.getNetworkOutputs().contains(slot.name());
    }

    @Override
    public String key(Slot slot) {
        return slot.name();
    }

    @Override
    public int iteration() {
        return configuration.getIterationCount();
    }

    @Override
    public int epoch() {
        return configuration.getEpochCount();
    }

    @Override
    public Walk walk() {
        return Walk.over(configuration());
    }

    @Override
    public Map<Integer, Integer> indices() {
        Map<Integer, Integer> indices = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            indices.put(i, i);
        }
        return indices;
    }

    @Override
    public void prepare() {
        Dropouts.prepare(configuration());
    }

    @Override
    public ComputationGraphConfiguration configuration() {
        slots.forEach((name, slot) ->
                ((LayerVertex) inside(configuration.getVertices().get(name))).setPreProcessor(slot.preProcessor()));
        return configuration;
    }

    @Override
    public ComputationGraph network(Model original) {
        ComputationGraph network = new ComputationGraph(configuration());
        network.init(original.params().dup(), false);
        SeededDropout.copyCounters(original, network);
        return network;
    }

    @Override
    public void copyTraining(Model original, Model network) {
        ComputationGraph from = (ComputationGraph) original;
        ComputationGraph to = (ComputationGraph) network;
        ComputationGraphUpdater updater = from.getUpdater(false);
        if (updater != null && updater.getStateViewArray() != null) {
            requireFitting(updater.getStateViewArray(), to.getUpdater().getStateViewArray());
            to.getUpdater().setStateViewArray(updater.getStateViewArray().dup());
        }
        to.setListeners(new ArrayList<>(from.getListeners()));
    }
}
