package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.RateDropout;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does dropout add to a training iteration of the MNIST perceptron (784-1024-1024-10, batch 128, rates 0.2, 0.5, 0.5)?
 *
 * <p>One call trains one iteration without dropout, one with the built-in and one with the plugin, in an order that rotates, and
 * adds up the time of each: whatever the machine does meanwhile, it does to all three. Read the three counters.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 10, time = 5)
public class TrainingIterationBenchmark {

    private static final int BATCH = 128;

    private interface Rates {
        IDropout dropout(double rate);
    }

    private final MultiLayerNetwork[] networks = new MultiLayerNetwork[3];
    private DataSet data;
    private int turn;

    /** The time of each network, in nanoseconds, and the number of calls. */
    @State(Scope.Thread)
    @org.openjdk.jmh.annotations.AuxCounters(org.openjdk.jmh.annotations.AuxCounters.Type.EVENTS)
    public static class Times {
        /** Without dropout. */
        public long none;
        /** With the built-in. */
        public long builtin;
        /** With the plugin. */
        public long plugin;
    }

    /** Three networks that differ in dropout alone. */
    @Setup
    public void setUp() {
        Rates[] kinds = {rate -> null, rate -> new Dropout(1 - rate), RateDropout::of};
        for (int i = 0; i < kinds.length; i++) {
            networks[i] = network(kinds[i]);
        }
        data = new DataSet(Nd4j.rand(DataType.FLOAT, BATCH, 784), Nd4j.zeros(DataType.FLOAT, BATCH, 10));
        data.getLabels().getColumn(3).assign(1);
    }

    /** One iteration of each. */
    @Benchmark
    public void iterationOfEach(Times times) {
        for (int i = 0; i < networks.length; i++) {
            int which = (turn + i) % networks.length;
            long start = System.nanoTime();
            networks[which].fit(data);
            long nanoseconds = System.nanoTime() - start;
            switch (which) {
                case 0 -> times.none += nanoseconds;
                case 1 -> times.builtin += nanoseconds;
                default -> times.plugin += nanoseconds;
            }
        }
        turn++;
    }

    private static MultiLayerNetwork network(Rates rates) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(784)
                        .nOut(1024)
                        .dropOut(rates.dropout(0.2))
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(1024)
                        .nOut(1024)
                        .dropOut(rates.dropout(0.5))
                        .build())
                .layer(new OutputLayer.Builder()
                        .nIn(1024)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .dropOut(rates.dropout(0.5))
                        .build())
                .build());
        network.init();
        return network;
    }
}
