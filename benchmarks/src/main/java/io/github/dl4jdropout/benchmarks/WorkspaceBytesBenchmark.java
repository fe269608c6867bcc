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
import org.openjdk.jmh.annotations.AuxCounters;
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
public class WorkspaceBytesBenchmark {

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
