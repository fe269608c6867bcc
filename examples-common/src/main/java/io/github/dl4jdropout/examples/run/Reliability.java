package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.ReliabilityBin;
import java.util.List;
import java.util.stream.IntStream;

/** Collects how often a network is right against how sure it is. */
final class Reliability {

    /** Bins of equal width; bin m of M holds ((m - 1) / M, m / M]. */
    static final int BINS = 15;

    private final int[] count = new int[BINS];
    private final double[] confidence = new double[BINS];
    private final double[] hits = new double[BINS];

    /**
     * Adds an example.
     *
     * @param probability of its most probable class
     * @param right whether that is the true one
     */
    void add(double probability, boolean right) {
        int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(probability * BINS))) - 1;
        count[bin]++;
        confidence[bin] += probability;
        hits[bin] += right ? 1 : 0;
    }

    /** Expected calibration error: the mean over bins, weighted by their examples, of |accuracy - mean probability|. */
    double ece() {
        double gap = 0;
        int examples = 0;
        for (int bin = 0; bin < BINS; bin++) {
            gap += Math.abs(hits[bin] - confidence[bin]); // both are sums, which is the weighting
            examples += count[bin];
        }
        return gap / examples;
    }

    List<ReliabilityBin> bins() {
        return IntStream.range(0, BINS).mapToObj(this::bin).toList();
    }

    private ReliabilityBin bin(int bin) {
        int n = count[bin];
        return n == 0 ? new ReliabilityBin(0, 0, 0) : new ReliabilityBin(n, confidence[bin] / n, hits[bin] / n);
    }
}
