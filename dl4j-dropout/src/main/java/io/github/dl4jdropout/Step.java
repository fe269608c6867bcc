package io.github.dl4jdropout;

import io.github.dl4jdropout.mask.Mix64;
import java.io.Serializable;

/**
 * A training-mode forward pass of one layer: with a seed, it names a mask.
 *
 * <pre>{@code Step.at(100, 0).withLayer(1)}</pre>
 *
 * @param layer the number of the layer: the index of a {@link RateDropoutLayer} in its network, {@code layer(int)} of a
 *     {@link RateDropout}
 * @param iteration parameter updates done before
 * @param epoch epochs done before
 * @param pass training-mode forward passes that were done before within the iteration, 0 in ordinary training; passes of a network
 *     outside {@code fit()}, such as {@code output(x, true)}, are counted apart, from 0 too, so that they never change its training
 */
public record Step(int layer, int iteration, int epoch, int pass) {

    /**
     * The first pass of an iteration in {@code fit()}, of layer 0.
     *
     * @param iteration parameter updates done before
     * @param epoch epochs done before
     * @return the step
     */
    public static Step at(int iteration, int epoch) {
        return new Step(0, iteration, epoch, 0);
    }

    /**
     * The same pass of another layer.
     *
     * @param layer its number
     * @return a new step
     */
    public Step withLayer(int layer) {
        return new Step(layer, iteration, epoch, pass);
    }

    /**
     * Another pass within the same iteration.
     *
     * @param pass its number
     * @return a new step
     */
    public Step withPass(int pass) {
        return new Step(layer, iteration, epoch, pass);
    }

    /**
     * The 64 bits that name a mask: the ingredients absorbed one after another, each followed by a bijection of 64 bits. Steps that
     * differ in one place only never share a key.
     *
     * @param seed any number; neighbouring seeds give unrelated masks
     * @return the key
     */
    public long key(long seed) {
        long key = absorb(0L, seed);
        key = absorb(key, layer);
        key = absorb(key, iteration);
        key = absorb(key, epoch);
        return absorb(key, pass);
    }

    private static long absorb(long state, long value) {
        return Mix64.mix((state ^ value) + Mix64.GOLDEN);
    }

    /** Numbers the passes within one iteration, those outside {@code fit()} apart. */
    static final class Counter implements Serializable {

        private static final long serialVersionUID = 1L;

        private int iteration = -1;
        private int epoch = -1;
        private int inFit;
        private int outside;

        /**
         * The next pass at a step.
         *
         * @param outsideFit whether a network makes it outside {@code fit()}
         */
        Step next(Step at, boolean outsideFit) {
            if (at.iteration != iteration || at.epoch != epoch) {
                iteration = at.iteration;
                epoch = at.epoch;
                rewind();
            }
            return at.withPass(outsideFit ? outside++ : inFit++);
        }

        void rewind() {
            inFit = 0;
            outside = 0;
        }
    }
}
