package io.github.dl4jdropout.examples.data;

import java.util.Arrays;
import java.util.Random;

/** Draws of indices that depend on nothing but their arguments. */
final class Draw {
    private Draw() {}

    /**
     * The first n places of a Fisher-Yates shuffle of 0 to population - 1. {@link Random}, because its sequence is part of
     * its contract, where those of the newer generators may change with the JDK.
     */
    static int[] withoutReplacement(int n, int population, long seed) {
        int[] index = new int[population];
        Arrays.setAll(index, i -> i);
        Random random = new Random(seed);
        for (int i = 0; i < n; i++) {
            int other = i + random.nextInt(population - i);
            int swap = index[i];
            index[i] = index[other];
            index[other] = swap;
        }
        return Arrays.copyOf(index, n);
    }
}
