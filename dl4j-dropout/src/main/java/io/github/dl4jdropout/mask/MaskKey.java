package io.github.dl4jdropout.mask;

/**
 * The 64 bits that name a mask: a pure function of a seed, the layer, the iteration, the epoch and the forward pass within
 * the iteration. Nothing else enters.
 */
public final class MaskKey {

    private MaskKey() {}

    /**
     * The key of a mask: the ingredients absorbed one after another, each followed by a bijection of 64 bits. Ingredients that
     * differ in one place only never share a key.
     *
     * @param seed any number; neighbouring seeds give unrelated masks
     * @param layer index of the layer in its network
     * @param iteration parameter updates done so far
     * @param epoch epochs done so far
     * @param pass training-mode forward passes done so far within the iteration
     * @return the key
     */
    public static long of(long seed, int layer, int iteration, int epoch, int pass) {
        long key = absorb(0L, seed);
        key = absorb(key, layer);
        key = absorb(key, iteration);
        key = absorb(key, epoch);
        return absorb(key, pass);
    }

    private static long absorb(long state, long value) {
        return Mix64.mix((state ^ value) + Mix64.GOLDEN);
    }
}
