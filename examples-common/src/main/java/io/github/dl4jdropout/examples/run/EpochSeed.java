package io.github.dl4jdropout.examples.run;

import org.nd4j.linalg.factory.Nd4j;

/**
 * What random numbers of an epoch depend on: the seed of the run and the number of the epoch, and nothing that happened before. An
 * epoch is therefore the unit in which a run can be cut off and resumed. During an epoch three things draw: the order of the batches
 * ({@link BatchOrder}), dropout without a seed of its own (ND4J's generator of the training thread, which Deeplearning4j does not
 * save, and which is seeded here anew), and dropout with a seed, whose masks depend on seed, iteration and epoch alone. Initial weights
 * are drawn before the first epoch, from the seed of the configuration.
 */
final class EpochSeed {

    private EpochSeed() {}

    /**
     * A seed for one epoch.
     *
     * @param seed of the run
     * @param epoch from 1
     * @return a number with about as many zeros as ones, because ND4J's generator is weak under seeds of many ones
     */
    static long of(long seed, int epoch) {
        return 31 * seed + 0x9E3779B97F4A7C15L * epoch;
    }

    /**
     * Seeds ND4J's generator of this thread for one epoch.
     *
     * @param seed of the run
     * @param epoch from 1
     */
    static void seedNd4j(long seed, int epoch) {
        Nd4j.getRandom().setSeed(of(seed, epoch));
    }
}
