package io.github.dl4jdropout.mask;

/**
 * The keep bits of a key: for each position 0, 1, 2, … one bit that is 1 with probability {@code retainProbability}, the
 * same bit whichever thread, chunk, order or Java version asks.
 *
 * <h2>The bits</h2>
 *
 * Positions go 64 to a word; word w holds positions 64w to 64w + 63, position 64w in the lowest bit. A position is kept if a
 * uniform number U in [0, 1) of its own is below the retain probability. The numbers of a word are drawn bit by bit, the most
 * significant first: plane i, for i = 0, 1, …, is a 64-bit word that holds binary digit i + 1 of the 64 numbers,
 *
 * <pre>plane(w, i) = mix(key + (64w + i) · golden, key')</pre>
 *
 * where mix and golden are those of {@code Mix64} and key' is the mixed key. A position is decided at the first digit in which
 * U and the retain probability differ; the expected number of planes for 64 positions is below 8, and it is 1 at probability 1/2.
 *
 * <p>A retain probability 1 - rate is a multiple of 2⁻⁵³ as a double, and 53 planes decide it exactly: there is no rounding of
 * the probability. Under one key the masks of different rates are nested: what is kept at a rate is kept at every lower one.
 *
 * <p>Immutable. This definition is held down by golden masks; a change of it is a change of every seeded run.
 */
public final class KeepBits {

    private static final int DIGITS = 53;
    private static final double TWO_TO_DIGITS = 0x1p53;
    /** Planes drawn for whole blocks of words at once; at a probability like 0.6, 15 words of 16 are decided by then. */
    private static final int BLOCK_PLANES = 10;

    private static final int BLOCK_WORDS = 128;

    /** From the counter of the first word of a block to those of all its words. */
    private static final long[] STEPS = new long[BLOCK_WORDS];

    static {
        for (int j = 0; j < BLOCK_WORDS; j++) {
            STEPS[j] = j * (Long.SIZE * Mix64.GOLDEN);
        }
    }

    private final long key;
    private final long halfKey;
    /** The digits of the retain probability, the first one in bit 63. */
    private final long digits;
    /** Planes after the last digit that is 1 decide nothing more: U is not below. */
    private final int planes;

    private final boolean all;

    /**
     * The bits of a key at a probability.
     *
     * @param key any number
     * @param retainProbability P(keep), in [0, 1]
     */
    public KeepBits(long key, double retainProbability) {
        if (!(retainProbability >= 0.0 && retainProbability <= 1.0)) {
            throw new IllegalArgumentException(
                    "Invalid retain probability: expected a number in [0, 1], received " + retainProbability);
        }
        this.key = key;
        this.halfKey = Mix64.mix(key ^ Mix64.GOLDEN);
        this.all = retainProbability == 1.0;
        this.digits = all ? 0L : (long) (retainProbability * TWO_TO_DIGITS) << (Long.SIZE - DIGITS);
        this.planes = Long.SIZE - Long.numberOfTrailingZeros(digits);
    }

    /**
     * The bit of one position.
     *
     * @param position 0 or greater
     * @return whether the position is kept
     */
    public boolean keep(long position) {
        return (word(position >>> 6) >>> position & 1L) != 0;
    }

    /**
     * The bits of 64 positions, {@code 64 index} to {@code 64 index + 63}, the first in the lowest bit.
     *
     * @param index 0 or greater
     * @return the keep bits
     */
    public long word(long index) {
        return all ? -1L : decide(index, 0, 0L, -1L);
    }

    /**
     * The bits of {@code 64 count} positions.
     *
     * @param first index of the first word, 0 or greater
     * @param words where the words are written, from index 0
     * @param count how many words
     */
    public void words(long first, long[] words, int count) {
        int block = Math.min(count, BLOCK_WORDS);
        long[] undecided = new long[block];
        long[] plane = new long[block];
        for (int from = 0; from < count; from += BLOCK_WORDS) {
            block(first + from, words, from, Math.min(BLOCK_WORDS, count - from), undecided, plane);
        }
    }

    /** Draws the first planes for a whole block, plane by plane, in loops that compilers turn into vector code; then the rest. */
    private void block(long first, long[] words, int from, int count, long[] undecided, long[] plane) {
        int common = Math.min(planes, BLOCK_PLANES);
        for (int j = 0; j < count; j++) {
            words[from + j] = all ? -1L : 0L;
            undecided[j] = -1L;
        }
        for (int i = 0; i < common; i++) {
            draw(key + (first * Long.SIZE + i) * Mix64.GOLDEN, halfKey, plane, count);
            decide(plane, (digits << i) >> 63, words, from, undecided, count);
        }
        if (planes > common) {
            for (int j = 0; j < count; j++) {
                words[from + j] = decide(first + j, common, words[from + j], undecided[j]);
            }
        }
    }

    /** One plane of successive words. The steps come from an array, because a loop that multiplies its index stays scalar. */
    private static void draw(long counter, long halfKey, long[] plane, int count) {
        for (int j = 0; j < count; j++) {
            plane[j] = Mix64.mix(counter + STEPS[j], halfKey);
        }
    }

    /** Where the digit is 1, positions with a 0 are below and kept; where it is 0, positions with a 1 are above and dropped. */
    private static void decide(long[] plane, long digit, long[] words, int from, long[] undecided, int count) {
        for (int j = 0; j < count; j++) {
            words[from + j] |= undecided[j] & ~plane[j] & digit;
            undecided[j] &= ~(plane[j] ^ digit);
        }
    }

    /**
     * The constants of the definition, for another way to draw the same words.
     *
     * @return the constants of these bits
     */
    public Digits digits() {
        return new Digits(key, halfKey, digits, planes, all);
    }

    /**
     * The constants of the definition.
     *
     * @param key the key
     * @param halfKey key' of the definition
     * @param bits digits of the retain probability, the first one in bit 63
     * @param planes how many planes decide
     * @param all whether every position is kept before any plane is drawn
     */
    public record Digits(long key, long halfKey, long bits, int planes, boolean all) {

        /**
         * The counter of the first plane of a word; that of plane i is {@code i · golden} more.
         *
         * @param word index of the word
         * @return the counter
         */
        public long counter(long word) {
            return key + word * Long.SIZE * Mix64.GOLDEN;
        }

        /**
         * A digit of the retain probability.
         *
         * @param plane index of the plane
         * @return whether it is 1
         */
        public boolean digit(int plane) {
            return bits << plane < 0;
        }
    }

    private long decide(long index, int firstPlane, long kept, long undecided) {
        long counter = key + (index * Long.SIZE + firstPlane) * Mix64.GOLDEN;
        for (int i = firstPlane; i < planes && undecided != 0; i++) {
            long digit = (digits << i) >> 63;
            long plane = Mix64.mix(counter, halfKey);
            kept |= undecided & ~plane & digit;
            undecided &= ~(plane ^ digit);
            counter += Mix64.GOLDEN;
        }
        return kept;
    }
}
