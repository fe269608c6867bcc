package io.github.dl4jdropout.mask;

/**
 * Multiplies runs of elements between two pieces of native memory, bound to them and to a factor. Positions are elements from the
 * first one of the arrays. One instance works in one thread.
 */
interface RunProduct {

    /** How many elements {@link #select} is called with at the most. */
    int BLOCK = 2048;

    /**
     * out = in · factor where the bit is 1, else 0.
     *
     * @param from position of the first element
     * @param length how many elements, at most {@link #BLOCK}
     * @param words keep bits, the one of the first element at {@code firstBit}
     * @param firstBit 0 or greater
     */
    void select(int from, int length, long[] words, int firstBit);

    /** 64 bits from any place among words. What comes after the last word counts as 0. */
    static long bits(long[] words, int first) {
        int word = first >>> 6;
        int shift = first & (Long.SIZE - 1);
        if (shift == 0) {
            return words[word];
        }
        return words[word] >>> shift | (word + 1 < words.length ? words[word + 1] << -shift : 0);
    }

    /** out = in · factor. */
    void scale(int from, int length);

    /** out = 0. */
    void zero(int from, int length);
}
