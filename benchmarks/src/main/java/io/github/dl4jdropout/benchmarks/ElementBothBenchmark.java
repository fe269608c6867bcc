package io.github.dl4jdropout.benchmarks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;

/** What do the forward and the backward pass of element-wise dropout take together? */
public class ElementBothBenchmark extends ElementPasses {

    /** Forward, then backward. */
    @Benchmark
    public INDArray pass() {
        forward();
        return backward();
    }
}
