package io.github.dl4jdropout.benchmarks;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it take to copy an array of n floats, the least that any pass over it can take? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class CopyBenchmark {

    @Param({"1000", "64000", "131072", "2097152", "8388608"})
    private int elements;

    private INDArray x;
    private INDArray out;

    /** Two arrays. */
    @Setup
    public void setUp() {
        x = Nd4j.rand(DataType.FLOAT, elements);
        out = Nd4j.createUninitialized(DataType.FLOAT, elements);
    }

    /** ND4J's {@code assign}. */
    @Benchmark
    public INDArray copy() {
        return out.assign(x);
    }
}
