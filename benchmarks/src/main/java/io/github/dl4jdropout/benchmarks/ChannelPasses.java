package io.github.dl4jdropout.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Dropout of whole channels of floats [N, 32, 32, 32]. */
public abstract class ChannelPasses extends DropoutPasses {

    private static final int CHANNELS = 32;
    private static final int SIDE = 32;

    @Param({"131072", "2097152", "8388608"})
    int elements;

    @Param({"0.5"})
    double rate;

    /** The arrays. */
    @Setup
    public void setUp() {
        setUp(subject.channels(rate), elements / (CHANNELS * SIDE * SIDE), CHANNELS, SIDE, SIDE);
    }
}
