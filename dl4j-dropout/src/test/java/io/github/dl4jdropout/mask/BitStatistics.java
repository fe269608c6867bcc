package io.github.dl4jdropout.mask;

/**
 * Statistics of keep bits, each as the number of standard deviations that it lies from what independent bits would give; with the
 * numbers of bits used here the distribution is normal to well beyond the bounds.
 */
final class BitStatistics {

    /**
     * The bound of every check. Independent bits leave it once in 1.5e13 checks; with the fewer than 12,000 checks of the suite, a right
     * implementation with other seeds would fail less than once in 1e9 runs.
     */
    static final double BOUND = 7.5;

    private BitStatistics() {}

    /** How far the number of ones is from its expectation. */
    static double count(long[] words, double retain) {
        double bits = 64.0 * words.length;
        return (ones(words) - bits * retain) / Math.sqrt(bits * retain * (1 - retain));
    }

    /** How far bits at the same places of two sequences are from being uncorrelated. */
    static double correlation(long[] a, long[] b, double retain) {
        long both = 0;
        for (int i = 0; i < a.length; i++) {
            both += Long.bitCount(a[i] & b[i]);
        }
        double bits = 64.0 * a.length;
        double covariance = both - retain * (ones(a) + ones(b)) + bits * retain * retain;
        return covariance / (Math.sqrt(bits) * retain * (1 - retain));
    }

    /** How far bits at a distance in one sequence are from being uncorrelated. */
    static double lag(long[] words, int lag, double retain) {
        int skip = lag / 64 + 1;
        long[] first = java.util.Arrays.copyOf(words, words.length - skip);
        long[] later = new long[first.length];
        for (int i = 0; i < later.length; i++) {
            int word = i + lag / 64;
            int shift = lag % 64;
            later[i] = shift == 0 ? words[word] : words[word] >>> shift | words[word + 1] << -shift;
        }
        return correlation(first, later, retain);
    }

    /** How far the counts of several equal samples spread more, or less, than they should: chi-square, as standard deviations. */
    static double spread(long[] counts, double bitsEach, double retain) {
        double chiSquare = 0;
        for (long count : counts) {
            double z = (count - bitsEach * retain) / Math.sqrt(bitsEach * retain * (1 - retain));
            chiSquare += z * z;
        }
        return (chiSquare - counts.length) / Math.sqrt(2.0 * counts.length);
    }

    static long ones(long[] words) {
        long ones = 0;
        for (long word : words) {
            ones += Long.bitCount(word);
        }
        return ones;
    }
}
