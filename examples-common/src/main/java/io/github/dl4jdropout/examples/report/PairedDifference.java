package io.github.dl4jdropout.examples.report;

import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean difference of two methods that ran with the same seeds, and its confidence interval at 95 %: differences are taken seed by
 * seed and treated as a sample from a normal distribution (Student's t, n - 1 degrees of freedom).
 *
 * @param mean of the differences
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
record PairedDifference(double mean, double low, double high) {

    static final double CONFIDENCE = 0.95;

    /**
     * Compares two samples.
     *
     * @param values of the method
     * @param baseline of the other one, in the same order of seeds
     * @throws IllegalArgumentException if there are fewer than two pairs or their numbers differ
     */
    static PairedDifference of(double[] values, double[] baseline) {
        if (values.length < 2 || values.length != baseline.length) {
            throw new IllegalArgumentException("Paired difference: expected two or more pairs, received "
                    + values.length + " and " + baseline.length + " values.");
        }
        double[] differences = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            differences[i] = values[i] - baseline[i];
        }
        Estimate difference = Estimate.of(differences);
        double t = new TDistribution(values.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double half = t * difference.sd() / Math.sqrt(values.length);
        return new PairedDifference(difference.mean(), difference.mean() - half, difference.mean() + half);
    }

    /** Such as "+0.53 [+0.32, +0.74]". */
    String text() {
        return String.format(Locale.ROOT, "%+.2f [%+.2f, %+.2f]", mean, low, high);
    }
}
