package io.github.dl4jdropout.adopt.draft;

import io.github.dl4jdropout.SeededDropout;
import io.github.dl4jdropout.check.Dropouts;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Walk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A draft of a {@code MultiLayerNetwork}. */
final class LayersDraft extends Draft {

    private final MultiLayerConfiguration configuration;
    private final List<Slot> original;
    private final List<Slot> slots = new ArrayList<>();

    LayersDraft(MultiLayerConfiguration configuration) {
        this.configuration = configuration;
        for (int i = 0; i < configuration.getConfs().size(); i++) {
            NeuralNetConfiguration conf = copied(configuration.getConf(i)); // a layer that stands twice becomes two
            String name = conf.getLayer().getLayerName();
            slots.add(new Slot(name == null ? "layer" + i : name, conf, configuration.getInputPreProcess(i)));
        }
        original = List.copyOf(slots);
    }

    @Override
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    @Override
    public Slot slot(Place place) {
        return slots.get(place.index());
    }

    @Override
    public Slot putBefore(Slot slot, Layer layer) {
        String name = freeName(slot.name() + "-dropout", names(slots));
        layer.setLayerName(name);
        Slot inserted = new Slot(name, slot.confOf(layer), slot.preProcessor());
        slot.setPreProcessor(null);
        slots.add(slots.indexOf(slot), inserted);
        return inserted;
    }

    @Override
    public void takeOut(Slot inserted, Slot slot) {
        slots.remove(inserted);
        slot.setPreProcessor(inserted.preProcessor());
    }

    @Override
    public List<Slot> readers(Slot slot) {
        int above = slots.indexOf(slot) + 1;
        return above < slots.size() ? List.of(slots.get(above)) : List.of();
    }

    @Override
    public boolean isOutput(Slot slot) {
        return slots.indexOf(slot) == slots.size() - 1;
    }

    @Override
    public boolean scaleBefore(Slot slot, double factor) {
        return false;
    }

    @Override
    public String key(Slot slot) {
        return Integer.toString(slots.indexOf(slot));
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
        for (int i = 0; i < original.size(); i++) {
            indices.put(i, slots.indexOf(original.get(i)));
        }
        return indices;
    }

    @Override
    public void prepare() {
        Dropouts.prepare(configuration());
    }

    @Override
    public MultiLayerConfiguration configuration() {
        Map<Integer, InputPreProcessor> preProcessors = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).preProcessor() != null) {
                preProcessors.put(i, slots.get(i).preProcessor());
            }
        }
        configuration.setConfs(new ArrayList<>(slots.stream().map(Slot::conf).toList()));
        configuration.setInputPreProcessors(preProcessors);
        return configuration;
    }

    @Override
    public MultiLayerNetwork network(Model original) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration());
        network.init(original.params() == null ? null : original.params().dup(), false);
        SeededDropout.copyCounters(original, network);
        return network;
    }

    @Override
    public void copyTraining(Model original, Model network) {
        MultiLayerNetwork from = (MultiLayerNetwork) original;
        MultiLayerNetwork to = (MultiLayerNetwork) network;
        Updater updater = from.getUpdater(false);
        if (updater != null && updater.getStateViewArray() != null) {
            requireFitting(updater.getStateViewArray(), to.getUpdater().getStateViewArray());
            to.getUpdater().setStateViewArray(to, updater.getStateViewArray().dup(), false);
        }
        to.setListeners(new ArrayList<>(from.getListeners()));
    }
}
