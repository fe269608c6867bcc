package io.github.dl4jdropout.benchmarks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;

/** What do the forward and the backward pass of dropout of whole channels take together? */
public class ChannelBothBenchmark extends ChannelPasses {

    /** Forward, then backward. */
    @Benchmark
    public INDArray pass() {
        forward();
        return backward();
    }
}
