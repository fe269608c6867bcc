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
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

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

    @Param
    Networks network;

    private final List<MultiLayerNetwork> networks = new ArrayList<>();
    private DataSet data;

    @Setup
    public void setUp() {
        Stream.<DoubleFunction<IDropout>>of(rate -> null, rate -> new Dropout(1 - rate), RateDropout::of)
                .forEach(dropout -> networks.add(new MultiLayerNetwork(network.configuration(dropout))));
        networks.forEach(MultiLayerNetwork::init);
        long[] shape = network.batch();
        data = new DataSet(Nd4j.rand(DataType.FLOAT, shape), Nd4j.zeros(DataType.FLOAT, shape[0], 10));
        data.getLabels().getColumn(3).assign(1);
    }

    @Benchmark
    public void iterationOfEach(Rounds rounds) {
        rounds.add(networks, data);
    }

    /** Milliseconds without dropout, with the built-in and with the plugin, by round. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Rounds {

        private final List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        private final Random random = new Random(1);
        private final List<double[]> rounds = new ArrayList<>();

        /** Forgets the rounds of the warm-up. */
        @Setup(Level.Iteration)
        public void forget() {
            rounds.clear();
        }

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

        private double median(ToDoubleFunction<double[]> figure) {
            return new Median().evaluate(rounds.stream().mapToDouble(figure).toArray());
        }

        public double noneMs() {
            return median(round -> round[0]);
        }

        public double builtinMs() {
            return median(round -> round[1]);
        }

        public double pluginMs() {
            return median(round -> round[2]);
        }

        public double builtinPercent() {
            return median(round -> 100 * (round[1] / round[0] - 1));
        }

        public double pluginPercent() {
            return median(round -> 100 * (round[2] / round[0] - 1));
        }

        public long roundsDone() {
            return rounds.size();
        }
    }
}
