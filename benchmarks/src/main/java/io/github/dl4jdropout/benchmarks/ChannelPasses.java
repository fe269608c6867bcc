package io.github.dl4jdropout.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Dropout of whole channels of floats [N, 32, 32, 32]. */
public class ChannelPasses extends DropoutPasses {

    @Param({"131072", "2097152", "8388608"})
    int elements;

    @Param("0.5")
    double rate;

    @Setup
    public void setUp() {
        setUp(subject.channels.apply(rate), elements / (32 * 32 * 32), 32, 32, 32);
    }
}
