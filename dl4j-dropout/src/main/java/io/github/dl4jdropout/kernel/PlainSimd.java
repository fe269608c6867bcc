package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.KeepBits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Plain Java, written so that compilers turn the loops into vector code: blocks go through small arrays, scaled as floating point
 * numbers, then cut as integers, where a dropped NaN becomes a 0 like any other number. A choice by a condition, element after element,
 * takes several times as long, because nobody can predict it.
 */
final class PlainSimd implements Simd {

    /** Multiplied with a word, entry i brings its bit i (modulo 32) to the sign; a shift by i would not become vector code. */
    private static final int[] POWERS = new int[Product.BLOCK];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = 1 << (Integer.SIZE - 1 - (i & (Integer.SIZE - 1)));
        }
    }

    @Override
    public void words(KeepBits bits, long first, long[] words, int count) {
        bits.words(first, words, count);
    }

    @Override
    public Product floats(ByteBuffer in, ByteBuffer out, float factor) {
        return new PlainFloatProduct(in, out, factor);
    }

    @Override
    public Product doubles(ByteBuffer in, ByteBuffer out, double factor) {
        return new PlainDoubleProduct(in, out, factor);
    }

    /**
     * Gives each element the half of the word that its keep bit is in.
     *
     * @param words keep bits; the one of element i at {@code firstBit + i}
     * @param halves where element i gets 32 bits, of which its own is bit i modulo 32
     */
    static void spread(long[] words, int firstBit, int length, int[] halves) {
        for (int i = 0; i < length; i += Long.SIZE) {
            long word = Simd.bits(words, firstBit + i);
            Arrays.fill(halves, i, i + Integer.SIZE, (int) word);
            Arrays.fill(halves, i + Integer.SIZE, i + Long.SIZE, (int) (word >>> Integer.SIZE));
        }
    }

    /** Sets the numbers to 0 whose keep bit is 0. */
    static void cut(int[] bits, int[] halves, int length) {
        for (int i = 0; i < length; i++) {
            bits[i] &= (halves[i] * POWERS[i]) >> (Integer.SIZE - 1);
        }
    }

    /** Sets the numbers to 0 whose keep bit is 0. */
    static void cut(long[] bits, int[] halves, int length) {
        for (int i = 0; i < length; i++) {
            bits[i] &= (halves[i] * POWERS[i]) >> (Integer.SIZE - 1);
        }
    }

    /**
     * Scratch buffers, which blocks go through on their way from memory to memory. Their content means nothing once a product is done, and
     * to allocate them for each product costs a small product more than its arithmetic. So those that are done wait for the next one, in
     * a queue: a thread would keep them for as long as it lives.
     */
    static final class Scratch {

        private static final Queue<Scratch> IDLE = new ConcurrentLinkedQueue<>();

        /** Of {@link #spread}. */
        final int[] halves = new int[Product.BLOCK];

        private float[] floats;
        private int[] floatBits;
        private double[] doubles;
        private long[] doubleBits;

        private Scratch() {}

        /** One for a product, which gives it back. */
        static Scratch take() {
            Scratch idle = IDLE.poll();
            return idle == null ? new Scratch() : idle;
        }

        void giveBack() {
            IDLE.add(this);
        }

        float[] floats() {
            if (floats == null) {
                floats = new float[Product.BLOCK];
            }
            return floats;
        }

        int[] floatBits() {
            if (floatBits == null) {
                floatBits = new int[Product.BLOCK];
            }
            return floatBits;
        }

        double[] doubles() {
            if (doubles == null) {
                doubles = new double[Product.BLOCK];
            }
            return doubles;
        }

        long[] doubleBits() {
            if (doubleBits == null) {
                doubleBits = new long[Product.BLOCK];
            }
            return doubleBits;
        }
    }

    @Override
    public String toString() {
        return "plain Java";
    }
}
