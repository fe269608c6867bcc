package io.github.dl4jdropout.benchmarks;

import io.github.dl4jdropout.RateDropout;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
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

/** Three networks that differ in dropout alone, trained in turn; read the counters of {@link IterationPrice}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 15)
@Measurement(iterations = 1, time = 60)
public abstract class IterationBenchmark {

    private static final int CLASSES = 10;

    private MultiLayerNetwork[] networks;
    private DataSet data;

    /** The network with a given dropout, which may be null, at the rates of its layers. */
    abstract MultiLayerConfiguration configuration(DoubleFunction<IDropout> dropout);

    /** The shape of a batch. */
    abstract long[] batch();

    /** Networks and one batch. */
    @Setup
    public void setUp() {
        networks = Stream.<DoubleFunction<IDropout>>of(rate -> null, rate -> new Dropout(1 - rate), RateDropout::of)
                .map(this::network)
                .toArray(MultiLayerNetwork[]::new);
        data = new DataSet(Nd4j.rand(DataType.FLOAT, batch()), Nd4j.zeros(DataType.FLOAT, batch()[0], CLASSES));
        data.getLabels().getColumn(3).assign(1);
    }

    private MultiLayerNetwork network(DoubleFunction<IDropout> dropout) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(dropout));
        network.init();
        return network;
    }

    /** One iteration of each. */
    @Benchmark
    public void iterationOfEach(IterationPrice price) {
        price.round(networks, data);
    }
}
