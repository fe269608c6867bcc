package io.github.dl4jdropout.examples.run;

import java.util.List;

/**
 * Values for the options that the user did not give.
 *
 * @param trainSize training images used; {@link #ALL} for as many as there are
 * @param epochs passes over them
 * @param batch images a parameter update
 * @param learningRate at the first update
 * @param seeds a run of each method for each of them
 */
public record Preset(int trainSize, int epochs, int batch, double learningRate, List<Long> seeds) {

    /** As many images as there are. */
    public static final int ALL = Integer.MAX_VALUE;
}
