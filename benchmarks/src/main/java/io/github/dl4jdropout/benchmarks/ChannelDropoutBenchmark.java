package io.github.dl4jdropout.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
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

/** What does a training-mode pass through dropout of whole channels take, for n floats of [N, 32, 32, 32]? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 7, time = 1)
public class ChannelDropoutBenchmark {

    private static final int CHANNELS = 32;
    private static final int SIDE = 32;
    private static final LayerWorkspaceMgr DETACHED = LayerWorkspaceMgr.noWorkspaces();

    @Param({"131072", "2097152", "8388608"})
    private int elements;

    @Param({"0.5"})
    private double rate;

    @Param
    private Subject subject;

    private INDArray x;
    private INDArray gradient;
    private INDArray out;
    private IDropout dropout;

    /** Arrays of their own for input, output and gradient. */
    @Setup
    public void setUp() {
        x = Nd4j.rand(DataType.FLOAT, elements / (CHANNELS * SIDE * SIDE), CHANNELS, SIDE, SIDE)
                .subi(0.5);
        gradient = x.dup();
        out = Nd4j.createUninitialized(DataType.FLOAT, x.shape());
        dropout = subject.channels(rate);
    }

    /** The mask drawn and applied, and forgotten. */
    @Benchmark
    public INDArray forward() {
        INDArray dropped = dropout.applyDropout(x, out, 0, 0, DETACHED);
        dropout.clear();
        return dropped;
    }

    /** Forward, and the gradient multiplied in place, as in training; less {@link #forward} it is the backward pass. */
    @Benchmark
    public INDArray forwardAndBackward() {
        dropout.applyDropout(x, out, 0, 0, DETACHED);
        return dropout.backprop(gradient, gradient, 0, 0);
    }
}
