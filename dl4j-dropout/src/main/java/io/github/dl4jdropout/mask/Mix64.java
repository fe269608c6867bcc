package io.github.dl4jdropout.mask;

/**
 * The one mixing function behind keys and keep bits: a bijection of 64 bits in which each input bit reaches every output
 * bit.
 *
 * <p>The multipliers and shifts are variant 13 of D. Stafford, <cite>Better bit mixing</cite>, 2011, as used by G. L. Steele,
 * D. Lea and C. H. Flood, <cite>Fast splittable pseudorandom number generators</cite>, OOPSLA 2014.
 */
public final class Mix64 {

    /** 2⁶⁴ divided by the golden ratio, odd: steps of it visit all 64-bit numbers, evenly spread. */
    public static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The first multiplier. */
    public static final long MULTIPLIER_1 = 0xBF58476D1CE4E5B9L;
    /** The second multiplier. */
    public static final long MULTIPLIER_2 = 0x94D049BB133111EBL;

    private Mix64() {}

    /**
     * Mixes a number.
     *
     * @param z any number
     * @return another one for each z
     */
    public static long mix(long z) {
        return mix(z, 0L);
    }

    /**
     * Mixes a number, with a second one entering half-way, so that equal first numbers under different second ones part.
     *
     * @param z any number
     * @param half any number
     * @return for each {@code half} another one for each z
     */
    public static long mix(long z, long half) {
        long a = (z ^ (z >>> 30)) * MULTIPLIER_1;
        long b = a ^ half;
        long c = (b ^ (b >>> 27)) * MULTIPLIER_2;
        return c ^ (c >>> 31);
    }
}
