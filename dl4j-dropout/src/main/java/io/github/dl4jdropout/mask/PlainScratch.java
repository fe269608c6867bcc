package io.github.dl4jdropout.mask;

/**
 * The small arrays that blocks go through on their way from memory to memory. Each thread has its own and keeps them: what they hold means
 * nothing once a block is done, and to get them anew for each product costs a small one more than its arithmetic.
 */
final class PlainScratch {

    private static final ThreadLocal<PlainScratch> OF_THREAD = ThreadLocal.withInitial(PlainScratch::new);

    /** Of {@link PlainLanes#spread}. */
    final int[] halves = new int[RunProduct.BLOCK];

    private float[] floats;
    private int[] floatBits;
    private double[] doubles;
    private long[] doubleBits;

    private PlainScratch() {}

    /** That of the calling thread. */
    static PlainScratch get() {
        return OF_THREAD.get();
    }

    float[] floats() {
        if (floats == null) {
            floats = new float[RunProduct.BLOCK];
        }
        return floats;
    }

    int[] floatBits() {
        if (floatBits == null) {
            floatBits = new int[RunProduct.BLOCK];
        }
        return floatBits;
    }

    double[] doubles() {
        if (doubles == null) {
            doubles = new double[RunProduct.BLOCK];
        }
        return doubles;
    }

    long[] doubleBits() {
        if (doubleBits == null) {
            doubleBits = new long[RunProduct.BLOCK];
        }
        return doubleBits;
    }
}
