package io.github.dl4jdropout.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.*;

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

    private static final LayerWorkspaceMgr DETACHED = LayerWorkspaceMgr.noWorkspaces();

    @Param({"FORWARD", "BACKWARD", "BOTH"})
    String pass;

    @Param
    Subject subject;

    private INDArray x;
    private INDArray gradient;
    private INDArray out;
    private IDropout dropout;

    /** Element-wise dropout of a vector of floats. */
    public static class Element extends DropoutPasses {

        @Param({"1000", "64000", "131072", "2097152", "8388608"})
        int elements;

        @Param({"0.2", "0.4", "0.5"})
        double rate;

        @Setup
        public void setUp() {
            setUp(subject.elements.apply(rate), elements);
        }
    }

    /** Dropout of whole channels of floats [N, 32, 32, 32]. */
    public static class Channel extends DropoutPasses {

        @Param({"131072", "2097152", "8388608"})
        int elements;

        @Param("0.5")
        double rate;

        @Setup
        public void setUp() {
            setUp(subject.channels.apply(rate), elements / (32 * 32 * 32), 32, 32, 32);
        }
    }

    void setUp(IDropout measured, long... shape) {
        x = Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
        gradient = x.dup();
        out = Nd4j.createUninitialized(DataType.FLOAT, shape);
        dropout = measured;
    }

    /** Gives a backward pass a forward pass to go back over, outside the measured time. */
    @Setup(Level.Invocation)
    public void goForward() {
        if (pass.equals("BACKWARD")) {
            forward();
        }
    }

    /** The mask drawn, applied and forgotten; or the last one applied to a gradient in place, as in training; or both. */
    @Benchmark
    public INDArray pass() {
        INDArray dropped = pass.equals("BACKWARD") ? out : forward();
        if (pass.equals("FORWARD")) {
            dropout.clear();
            return dropped;
        }
        return dropout.backprop(gradient, gradient, 0, 0);
    }

    private INDArray forward() {
        return dropout.applyDropout(x, out, 0, 0, DETACHED);
    }

    /**
     * The bytes of the workspace that a forward pass takes up, to be held until the backward pass is done, by ND4J's own count; {@code -prof gc}
     * on any benchmark of passes gives what is allocated on the heap. Deeplearning4j offers a layer's input to be changed in place
     * where it thinks that nobody else needs it ({@code inPlace}), else it hands over a second array.
     */
    @State(Scope.Benchmark)
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @Fork(1)
    @Warmup(iterations = 1)
    @Measurement(iterations = 1)
    public static class Workspace {

        private static final String NAME = "FORWARD";
        private static final WorkspaceConfiguration CONFIGURATION = WorkspaceConfiguration.builder()
                .initialSize(1L << 28)
                .policyAllocation(AllocationPolicy.STRICT)
                .policyLearning(LearningPolicy.NONE)
                .build();

        @Param({"131072", "2097152", "8388608"})
        private int elements;

        @Param({"true", "false"})
        private boolean inPlace;

        @Param({"PLUGIN", "BUILTIN"})
        private Subject subject;

        private INDArray x;
        private INDArray out;
        private IDropout dropout;

        /** What ND4J counted. */
        @State(Scope.Thread)
        @AuxCounters(AuxCounters.Type.EVENTS)
        public static class Count {
            public long workspaceBytes;
        }

        @Setup
        public void setUp() {
            x = Nd4j.rand(DataType.FLOAT, elements);
            out = inPlace ? x : Nd4j.createUninitialized(DataType.FLOAT, elements);
            dropout = subject.elements.apply(0.5);
        }

        @Benchmark
        public void forward(Count count) {
            LayerWorkspaceMgr manager = LayerWorkspaceMgr.builder()
                    .with(ArrayType.INPUT, NAME, CONFIGURATION)
                    .build();
            try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME)) {
                long before = workspace.getPrimaryOffset();
                dropout.applyDropout(x, out, 0, 0, manager);
                count.workspaceBytes = workspace.getPrimaryOffset() - before;
                dropout.clear();
            }
        }
    }
}
