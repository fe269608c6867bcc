package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.RateDropout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.openjdk.jmh.annotations.*;

/**
 * The price of dropout in a training iteration, measured in rounds: one iteration without dropout, one with the built-in, one with the
 * plugin, in a random order, so that none has always the same neighbour. Whatever the machine does meanwhile it does to all three, so
 * the quotients of one round hold better than the times. Read the counters; they are medians over the rounds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 15)
@Measurement(iterations = 1, time = 60) // JMH adds counters up over its measured iterations, so there is one of them
public class IterationBenchmark {

    @Param({"MLP", "CNN"})
    String network;

    private final List<MultiLayerNetwork> networks = new ArrayList<>();
    private DataSet data;

    @Setup
    public void setUp() {
        Stream.<DoubleFunction<IDropout>>of(rate -> null, rate -> new Dropout(1 - rate), RateDropout::of)
                .map(dropout -> network.equals("MLP") ? perceptron(dropout) : convolutional(dropout))
                .forEach(configuration -> networks.add(new MultiLayerNetwork(configuration)));
        networks.forEach(MultiLayerNetwork::init);
        long[] shape = network.equals("MLP") ? new long[] {128, 784} : new long[] {32, 3, 32, 32};
        data = new DataSet(Nd4j.rand(DataType.FLOAT, shape), Nd4j.zeros(DataType.FLOAT, shape[0], 10));
        data.getLabels().getColumn(3).assign(1);
    }

    /** The perceptron of the MNIST example, 784-1024-1024-10, rates 0.2, 0.5, 0.5. */
    private static MultiLayerConfiguration perceptron(DoubleFunction<IDropout> dropout) {
        return network()
                .layer(dense(1024, dropout.apply(0.2)))
                .layer(dense(1024, dropout.apply(0.5)))
                .layer(softmax(dropout.apply(0.5)))
                .setInputType(InputType.feedForward(784))
                .build();
    }

    /** 3×3 convolutions of 32 and 64 maps, each with pooling, 128 dense units, rates 0.25, 0.25, 0.5; by ND4J's own convolution. */
    private static MultiLayerConfiguration convolutional(DoubleFunction<IDropout> dropout) {
        ConvolutionLayer.Builder second = new ConvolutionLayer.Builder(3, 3).nOut(64);
        return network()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                .layer(new SubsamplingLayer.Builder().build())
                .layer(second.dropOut(dropout.apply(0.25)).build())
                .layer(new SubsamplingLayer.Builder().build())
                .layer(dense(128, dropout.apply(0.25)))
                .layer(softmax(dropout.apply(0.5)))
                .setInputType(InputType.convolutional(32, 32, 3))
                .build();
    }

    private static ListBuilder network() {
        NeuralNetConfiguration.Builder network = new NeuralNetConfiguration.Builder();
        network.seed(1).weightInit(WeightInit.RELU).activation(Activation.RELU).updater(new Adam(1e-3));
        return network.convolutionMode(ConvolutionMode.Same).list();
    }

    private static DenseLayer dense(int units, IDropout dropout) {
        return new DenseLayer.Builder().nOut(units).dropOut(dropout).build();
    }

    private static OutputLayer softmax(IDropout dropout) {
        OutputLayer.Builder output = new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX);
        return output.dropOut(dropout).build();
    }

    @Benchmark
    public void iterationOfEach(Rounds rounds) {
        rounds.add(networks, data);
    }

    /** Milliseconds without dropout, with the built-in and with the plugin, round by round, and their medians. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Rounds {

        public double noneMs, builtinMs, pluginMs, builtinPercent, pluginPercent;
        public long roundsDone;

        private final List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        private final Random random = new Random(1);
        private final List<double[]> rounds = new ArrayList<>();

        void add(List<MultiLayerNetwork> networks, DataSet data) {
            double[] milliseconds = new double[networks.size()];
            Collections.shuffle(order, random);
            for (int which : order) {
                long start = System.nanoTime();
                networks.get(which).fit(data);
                milliseconds[which] = (System.nanoTime() - start) / 1e6;
            }
            rounds.add(milliseconds);
        }

        /** Counts, and forgets the rounds: those of the warm-up do not count. */
        @TearDown(Level.Iteration)
        public void count() {
            noneMs = median(round -> round[0]);
            builtinMs = median(round -> round[1]);
            pluginMs = median(round -> round[2]);
            builtinPercent = median(round -> 100 * (round[1] / round[0] - 1));
            pluginPercent = median(round -> 100 * (round[2] / round[0] - 1));
            roundsDone = rounds.size();
            rounds.clear();
        }

        private double median(ToDoubleFunction<double[]> figure) {
            return new Median().evaluate(rounds.stream().mapToDouble(figure).toArray());
        }
    }
}
