package io.github.dl4jdropout.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Element-wise dropout of a vector of floats. */
public class ElementPasses extends DropoutPasses {

    @Param({"1000", "64000", "131072", "2097152", "8388608"})
    int elements;

    @Param({"0.2", "0.4", "0.5"})
    double rate;

    @Setup
    public void setUp() {
        setUp(subject.elements.apply(rate), elements);
    }
}
