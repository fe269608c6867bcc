package io.github.dl4jdropout;

import io.github.dl4jdropout.mask.Mix64;
import java.io.Serializable;
import java.util.HashMap;

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
 * @param worker the number of the worker, where several train copies of one network; 0 for the first one, and where there is one only:
 *     see {@link Workers}
 */
public record Step(int layer, int iteration, int epoch, int pass, int worker) {

    /**
     * A pass of any worker.
     *
     * @param layer the number of the layer
     * @param iteration parameter updates done before
     * @param epoch epochs done before
     * @param pass training-mode forward passes that were done before within the iteration
     * @param worker the number of the worker, from 0 on
     * @throws IllegalArgumentException if {@code worker} is negative
     */
    public Step {
        if (worker < 0) {
            throw new IllegalArgumentException("Step: expected a worker from 0 on, received " + worker);
        }
    }

    /**
     * A pass of worker 0.
     *
     * @param layer the number of the layer
     * @param iteration parameter updates done before
     * @param epoch epochs done before
     * @param pass training-mode forward passes that were done before within the iteration
     */
    public Step(int layer, int iteration, int epoch, int pass) {
        this(layer, iteration, epoch, pass, 0);
    }

    /**
     * The first pass of an iteration in {@code fit()}, of layer 0 and worker 0.
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
        return new Step(layer, iteration, epoch, pass, worker);
    }

    /**
     * Another pass within the same iteration.
     *
     * @param pass its number
     * @return a new step
     */
    public Step withPass(int pass) {
        return new Step(layer, iteration, epoch, pass, worker);
    }

    /**
     * The same pass of another iteration.
     *
     * @param iteration parameter updates done before
     * @return a new step
     */
    public Step withIteration(int iteration) {
        return new Step(layer, iteration, epoch, pass, worker);
    }

    /**
     * The same pass of another worker.
     *
     * @param worker its number, from 0 on
     * @return a new step
     * @throws IllegalArgumentException if {@code worker} is negative
     */
    public Step withWorker(int worker) {
        return new Step(layer, iteration, epoch, pass, worker);
    }

    /**
     * The 64 bits that name a mask: the ingredients absorbed one after another, each followed by a bijection of 64 bits. Steps that
     * differ in one place only never share a key. The worker is absorbed last, and only where it is not 0: one worker draws what it drew
     * before there were several, and between worker 0 and another one equal keys are not excluded, only as rare as among random numbers.
     *
     * @param seed any number; neighbouring seeds give unrelated masks
     * @return the key
     */
    public long key(long seed) {
        long key = absorb(0L, seed);
        key = absorb(key, layer);
        key = absorb(key, iteration);
        key = absorb(key, epoch);
        key = absorb(key, pass);
        return worker == 0 ? key : absorb(key, worker);
    }

    private static long absorb(long state, long value) {
        return Mix64.mix((state ^ value) + Mix64.GOLDEN);
    }

    /** Numbers the passes of each worker within one iteration, those outside {@code fit()} apart. */
    static final class Counter implements Serializable {

        private static final long serialVersionUID = 1L;

        private int iteration = -1;
        private int epoch = -1;
        private final HashMap<Integer, int[]> done = new HashMap<>(); // a class, because it is serialized

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
            int[] mine = done.computeIfAbsent(at.worker, worker -> new int[2]);
            return at.withPass(mine[outsideFit ? 1 : 0]++);
        }

        void rewind() {
            done.clear();
        }
    }
}
