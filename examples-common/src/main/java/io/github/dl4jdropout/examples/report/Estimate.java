package io.github.dl4jdropout.examples.report;

import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A measurement repeated with several seeds.
 *
 * @param mean over seeds
 * @param sd sample standard deviation over seeds (n - 1); NaN for a single seed
 * @param n seeds
 */
record Estimate(double mean, double sd, long n) {

    static Estimate of(double[] values) {
        SummaryStatistics statistics = new SummaryStatistics();
        for (double value : values) {
            statistics.addValue(value);
        }
        return new Estimate(
                statistics.getMean(),
                values.length < 2 ? Double.NaN : statistics.getStandardDeviation(),
                values.length);
    }

    /** Such as "1.52 ± 0.04", or "1.52" for a single seed. */
    String text(int decimals) {
        String number = "%." + decimals + "f";
        return n < 2
                ? String.format(Locale.ROOT, number, mean)
                : String.format(Locale.ROOT, number + " ± " + number, mean, sd);
    }
}
