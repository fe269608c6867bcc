package io.github.dl4jdropout.benchmarks;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;

/** What does the forward pass of dropout of whole channels take in training? */
public class ChannelForwardBenchmark extends ChannelPasses {

    /** The mask drawn and applied, and forgotten. */
    @Benchmark
    public INDArray pass() {
        INDArray dropped = forward();
        forget();
        return dropped;
    }
}
