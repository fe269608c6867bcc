package io.github.dl4jdropout.benchmarks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;

/** What does the backward pass of element-wise dropout take? */
public class ElementBackwardBenchmark extends ElementPasses {

    /** A pass to go back over, outside the measured time. */
    @Setup(Level.Invocation)
    public void goForward() {
        forward();
    }

    /** The mask of the forward pass applied to a gradient. */
    @Benchmark
    public INDArray pass() {
        return backward();
    }
}
