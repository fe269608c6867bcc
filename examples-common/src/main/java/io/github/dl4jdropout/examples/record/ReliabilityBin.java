package io.github.dl4jdropout.examples.record;

/**
 * Test examples whose most probable class has a probability in one interval.
 *
 * @param count how many there are
 * @param confidence mean of that probability; 0 if there are none
 * @param accuracy share of them whose most probable class is the true one, in [0, 1]; 0 if there are none
 */
public record ReliabilityBin(int count, double confidence, double accuracy) {}
