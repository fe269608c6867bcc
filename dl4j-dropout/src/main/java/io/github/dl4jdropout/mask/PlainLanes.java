package io.github.dl4jdropout.mask;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Plain Java, written so that compilers turn the loops into vector code: blocks go through small arrays, scaled as floating point
 * numbers, then cut as integers, where a dropped NaN becomes a 0 like any other number. A choice by a condition, element after element,
 * takes several times as long, because nobody can predict it.
 */
final class PlainLanes implements Lanes {

    /** Multiplied with a word, entry i brings its bit i (modulo 32) to the sign; a shift by i would not become vector code. */
    private static final int[] POWERS = new int[RunProduct.BLOCK];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = 1 << (Integer.SIZE - 1 - (i & (Integer.SIZE - 1)));
        }
    }

    @Override
    public void words(KeepMask mask, long first, long[] words, int count) {
        mask.words(first, words, count);
    }

    @Override
    public RunProduct floats(ByteBuffer in, ByteBuffer out, float factor) {
        return new PlainFloatProduct(in, out, factor);
    }

    @Override
    public RunProduct doubles(ByteBuffer in, ByteBuffer out, double factor) {
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
            long word = RunProduct.bits(words, firstBit + i);
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

    @Override
    public String toString() {
        return "plain Java";
    }
}
