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
 * Single passes of dropout in training, on arrays of their own for input, output and gradient. The time of each call is recorded, so
 * that its median can be given. The subjects follow one another directly, under whatever the machine does meanwhile.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 600, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public abstract class DropoutPasses {

    /** What is timed. */
    public enum Pass {
        FORWARD,
        BACKWARD,
        BOTH
    }

    private static final LayerWorkspaceMgr DETACHED = LayerWorkspaceMgr.noWorkspaces();

    @Param
    Pass pass;

    @Param
    Subject subject;

    private INDArray x;
    private INDArray gradient;
    private INDArray out;
    private IDropout dropout;

    void setUp(IDropout measured, long... shape) {
        x = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        gradient = x.dup();
        out = Nd4j.createUninitialized(DataType.FLOAT, shape);
        dropout = measured;
    }

    /** Gives a backward pass a forward pass to go back over, outside the measured time. */
    @Setup(Level.Invocation)
    public void goForward() {
        if (pass == Pass.BACKWARD) {
            forward();
        }
    }

    /** The mask drawn, applied and forgotten; or the last one applied to a gradient in place, as in training; or both. */
    @Benchmark
    public INDArray pass() {
        INDArray dropped = pass == Pass.BACKWARD ? out : forward();
        if (pass == Pass.FORWARD) {
            dropout.clear();
            return dropped;
        }
        return dropout.backprop(gradient, gradient, 0, 0);
    }

    private INDArray forward() {
        return dropout.applyDropout(x, out, 0, 0, DETACHED);
    }
}
