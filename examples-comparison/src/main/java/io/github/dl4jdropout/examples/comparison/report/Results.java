package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** A run, read back: what was asked for and what came out. */
public record Results(RunInfo info, RunInfo.Settings settings, List<Metrics.Row> rows) {
    /** What methods are compared with, where they were run. */
    static final List<DropoutMethod> BASELINES = List.of(DropoutMethod.BUILTIN, DropoutMethod.NONE);

    static Results read(RunFolder folder) {
        RunInfo info = RunInfo.read(folder.info());
        return new Results(info, info.settings(), Metrics.read(folder.metrics()).rows());
    }

    /** A measurement repeated with n seeds; sd is the sample standard deviation (n - 1), 0 for a single seed. */
    public record Estimate(double mean, double sd, long n) {
        public static Estimate of(double... values) {
            SummaryStatistics statistics = new SummaryStatistics();
            for (double value : values) {
                statistics.addValue(value);
            }
            return new Estimate(statistics.getMean(), statistics.getStandardDeviation(), values.length);
        }

        /** Such as "1.52 ± 0.04", "1.52" for a single seed, or "-" if it was not measured. */
        String text(Metric metric) {
            return Double.isNaN(mean) ? "-" : metric.text(mean) + (n < 2 ? "" : " ± " + metric.text(sd));
        }
    }

    /**
     * The mean difference of two methods that ran with the same seeds, and its confidence interval at 95 %. Differences are taken seed
     * by seed and treated as a sample from a normal distribution (Student's t, n - 1 degrees of freedom).
     */
    public record Interval(double mean, double low, double high) {
        public static Interval of(double... differences) {
            Estimate difference = Estimate.of(differences);
            double t = new TDistribution(differences.length - 1).inverseCumulativeProbability(0.975);
            double half = t * difference.sd() / Math.sqrt(differences.length);
            return new Interval(difference.mean(), difference.mean() - half, difference.mean() + half);
        }

        /** Such as "+0.53 [+0.32, +0.74]". */
        public String text(Metric metric) {
            return metric.signed(mean) + " [" + metric.signed(low) + ", " + metric.signed(high) + "]";
        }
    }

    /** Methods that at least one seed was finished with. */
    List<DropoutMethod> finished() {
        return settings.methods().stream()
                .filter(method -> !last(method).isEmpty())
                .toList();
    }

    /** A figure after the last epoch, over the seeds that were finished. */
    Estimate last(DropoutMethod method, Metric metric) {
        return Estimate.of(values(last(method).stream(), metric));
    }

    Estimate error(DropoutMethod method) {
        return last(method, Metric.TEST_ERROR);
    }

    /** A figure by epoch, over the seeds that have the epoch. */
    NavigableMap<Integer, Estimate> curve(DropoutMethod method, Metric metric) {
        NavigableMap<Integer, Estimate> curve = new TreeMap<>();
        of(method).map(Metrics.Row::epoch).forEach(epoch -> {
            Stream<Metrics.Row> seeds = of(method).filter(row -> row.epoch() == epoch);
            curve.put(epoch, Estimate.of(values(seeds, metric)));
        });
        return curve;
    }

    /** The median of the seconds per epoch, over epochs and seeds. */
    double secondsPerEpoch(DropoutMethod method) {
        return new Median().evaluate(values(of(method), Metric.TRAIN_SECONDS));
    }

    /** Each method minus a baseline after the last epoch, where at least two seeds were finished with both. */
    Map<DropoutMethod, Interval> differences(DropoutMethod baseline, Metric metric) {
        Map<DropoutMethod, Interval> differences = new LinkedHashMap<>();
        for (DropoutMethod method : finished()) {
            double[] paired = last(method).stream()
                    .flatMapToDouble(row -> last(baseline).stream()
                            .filter(other -> other.seed() == row.seed())
                            .mapToDouble(other -> row.get(metric) - other.get(metric)))
                    .toArray();
            if (method != baseline && paired.length > 1) {
                differences.put(method, Interval.of(paired));
            }
        }
        return differences;
    }

    /** Such as "inverted, seed 3: 4 of 20 epochs", for each network that was not trained to the end. */
    List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (DropoutMethod method : settings.methods()) {
            for (long seed : settings.seeds()) {
                Stream<Metrics.Row> done = of(method).filter(row -> row.seed() == seed);
                int epochs = done.mapToInt(Metrics.Row::epoch).max().orElse(0);
                if (epochs < settings.epochs()) {
                    unfinished.add(method + ", seed " + seed + ": " + epochs + " of " + settings.epochs() + " epochs");
                }
            }
        }
        return unfinished;
    }

    private Stream<Metrics.Row> of(DropoutMethod method) {
        return rows.stream().filter(row -> row.method() == method);
    }

    private List<Metrics.Row> last(DropoutMethod method) {
        return of(method).filter(row -> row.epoch() == settings.epochs()).toList();
    }

    private static double[] values(Stream<Metrics.Row> rows, Metric metric) {
        return rows.mapToDouble(row -> row.get(metric)).toArray();
    }
}
