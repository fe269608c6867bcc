package io.github.dl4jdropout.examples.data;

import java.util.SplittableRandom;

/**
 * Random numbers of one image: a function of the seed, the part of the data set and the index of the image, and of nothing
 * else. Only {@code nextLong} of the JDK's generator is used; how the JDK makes other numbers of it is not fixed.
 */
public final class Dice {
    private final SplittableRandom random;

    /**
     * Of one image.
     *
     * @param seed of all images
     * @param part of the data set
     * @param index of the image
     */
    public Dice(long seed, int part, int index) {
        random = new SplittableRandom(mix(mix(mix(seed) + part) + index));
    }

    /** The finalizer of MurmurHash3 by Austin Appleby: neighbouring keys give unrelated generators. */
    private static long mix(long key) {
        long k = key + 0x9e3779b97f4a7c15L;
        k = (k ^ k >>> 33) * 0xff51afd7ed558ccdL;
        k = (k ^ k >>> 33) * 0xc4ceb9fe1a85ec53L;
        return k ^ k >>> 33;
    }

    /**
     * A uniform number.
     *
     * @param from the least
     * @param to above the largest
     * @return the number
     */
    public double uniform(double from, double to) {
        return from + (to - from) * ((random.nextLong() >>> 11) * 0x1p-53);
    }

    /**
     * A whole number from 0 to bound - 1; the bias of a small bound is below 2^-50.
     *
     * @param bound above the largest
     * @return the number
     */
    public int below(int bound) {
        return (int) uniform(0, bound);
    }

    /**
     * A normal number, by the polar method of Marsaglia, one of the two numbers thrown away.
     *
     * @param mean of the distribution
     * @param deviation its standard deviation
     * @return the number
     */
    public double normal(double mean, double deviation) {
        double u;
        double s;
        do {
            u = uniform(-1, 1);
            double v = uniform(-1, 1);
            s = u * u + v * v;
        } while (s >= 1 || s == 0);
        return mean + deviation * u * Math.sqrt(-2 * StrictMath.log(s) / s);
    }
}
