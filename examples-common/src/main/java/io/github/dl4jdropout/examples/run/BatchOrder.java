package io.github.dl4jdropout.examples.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * In which order an epoch goes through the training images: a permutation that depends on seed and epoch alone. The global random
 * generator of ND4J has no part in it, because dropout without a seed draws from that one, more or less often by method.
 */
final class BatchOrder {

    private BatchOrder() {}

    /**
     * The order of one epoch.
     *
     * @param seed of the run
     * @param epoch from 1
     * @param images how many there are
     * @return each of 0 … images - 1 once
     */
    static int[] of(long seed, int epoch, int images) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, images).boxed().toList());
        // java.util.Random is specified to the bit, so the order is the same on every JDK.
        Collections.shuffle(order, new Random(EpochSeed.of(seed, epoch)));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
