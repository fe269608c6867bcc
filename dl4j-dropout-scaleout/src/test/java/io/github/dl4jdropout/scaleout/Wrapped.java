package io.github.dl4jdropout.scaleout;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks whose first layer is a dropout, trained on ones by a {@code ParallelWrapper}: what leaves that layer is its mask. */
final class Wrapped {

    static final int WORKERS = 4;
    static final long[] SHAPE = {16, 512};

    private static final DataSet BATCH =
            new DataSet(Nd4j.ones(DataType.FLOAT, SHAPE), Nd4j.hstack(Nd4j.ones(16, 1), Nd4j.zeros(16, 1)));

    /** A training pass: in which call of {@code fit}, of which worker, and which one there. */
    record Pass(int fit, int worker, int number) implements Comparable<Pass> {
        @Override
        public int compareTo(Pass other) {
            return toString().compareTo(other.toString());
        }
    }

    private Wrapped() {}

    static MultiLayerNetwork network(Layer dropout) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.01))
                .list()
                .layer(dropout)
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(SHAPE[1]))
                .build());
        network.init();
        return network;
    }

    /** The mask of each pass. */
    static Map<Pass, INDArray> masks(Model network, ParallelWrapper.TrainingMode mode, int fits, int rounds) {
        Recorder recorder = new Recorder();
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(WORKERS)
                .trainingMode(mode)
                .averagingFrequency(1)
                .prefetchBuffer(0)
                .build();
        wrapper.setListeners(recorder);
        for (recorder.fit = 0; recorder.fit < fits; recorder.fit++) {
            keepUpdater(network);
            wrapper.fit(new ExistingDataSetIterator(Collections.nCopies(rounds * WORKERS, BATCH)));
        }
        return recorder.masks;
    }

    /**
     * Each {@code fit} ends with {@code network.clear()}, which drops the updater. The workers of the next one then ask the network for it,
     * and wait for its monitor, which worker 0 holds while it trains, and with shared gradients waits for them: a deadlock of
     * Deeplearning4j 1.0.0-M2.1.
     */
    private static void keepUpdater(Model network) {
        if (network instanceof MultiLayerNetwork list) {
            list.getUpdater();
        } else {
            ((ComputationGraph) network).getUpdater();
        }
    }

    private static final class Recorder extends BaseTrainingListener {

        private final Map<Pass, INDArray> masks = new TreeMap<>();
        private final Map<String, Integer> passes = new HashMap<>();
        private volatile int fit;

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            record(activations.get(1));
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            record(activations.get("0"));
        }

        private synchronized void record(INDArray dropped) {
            String thread = Thread.currentThread().getName();
            int worker = Integer.parseInt(thread.substring(thread.lastIndexOf(' ') + 1));
            int number = passes.merge(fit + " " + worker, 1, Integer::sum) - 1;
            masks.put(new Pass(fit, worker, number), dropped.detach());
        }
    }
}
