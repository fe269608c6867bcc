package io.github.dl4jdropout.adopt.keras;

import io.github.dl4jdropout.adopt.audit.keras.KerasConfiguration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One pass through a network at inference: configurations do not say what arrays there are between its layers, and this does. */
final class Probe {

    private static final long EXAMPLES = 3;
    /** Of a time axis whose length the file leaves open; not the number of examples. */
    private static final long STEPS = 4;

    private final Map<String, INDArray> activations = new TreeMap<>();
    private final List<INDArray> outputs = new ArrayList<>();

    /**
     * @throws IllegalArgumentException if the network cannot be run
     */
    Probe(KerasConfiguration file, Model network) {
        INDArray[] inputs = file.inputShapes().stream().map(Probe::input).toArray(INDArray[]::new);
        try {
            if (network instanceof MultiLayerNetwork) {
                MultiLayerNetwork layers = (MultiLayerNetwork) network;
                List<INDArray> all = layers.feedForward(inputs[0], false);
                for (int i = 0; i < layers.getnLayers(); i++) {
                    activations.put(layers.getLayer(i).conf().getLayer().getLayerName(), all.get(i + 1));
                }
                outputs.add(layers.output(inputs[0]));
                layers.clear();
            } else {
                ComputationGraph graph = (ComputationGraph) network;
                activations.putAll(graph.feedForward(inputs, false));
                outputs.addAll(Arrays.asList(graph.output(inputs)));
                graph.clear();
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "Cannot restore the dropouts: expected a network that Deeplearning4j can run, received one that fails at inference"
                            + " on its own: " + e.getMessage(),
                    e);
        }
    }

    /** Zeros and ones, which are indices of words as well. */
    private static INDArray input(List<Long> sizes) {
        long[] shape = new long[sizes.size() + 1];
        shape[0] = EXAMPLES;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = sizes.get(i - 1) == null ? STEPS : sizes.get(i - 1);
        }
        INDArray array = Nd4j.create(shape);
        for (long i = 0; i < array.length(); i += 2) {
            array.putScalar(i, 1);
        }
        return array;
    }

    int rank(String layer) {
        return activations.get(layer).rank();
    }

    /** Whether the rows are the time steps of all examples, [T·N, C]. */
    boolean isMerged(String layer) {
        return activations.get(layer).size(0) != EXAMPLES;
    }

    boolean sameOutputs(Probe other) {
        return outputs.equals(other.outputs);
    }
}
