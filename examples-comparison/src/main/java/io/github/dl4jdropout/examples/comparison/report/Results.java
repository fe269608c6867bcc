package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** A run, read back: what was asked for and what came out. */
record Results(RunInfo info, RunInfo.Settings settings, List<Metrics.Row> rows) {

    /** What methods are compared with, where they were run. */
    private static final List<DropoutMethod> BASELINES = List.of(DropoutMethod.BUILTIN, DropoutMethod.NONE);

    static Results of(RunInfo info, Metrics metrics) {
        return new Results(info, info.settings(), metrics.rows());
    }

    /** Reads a run, which may have no metrics yet. */
    static Results read(RunFolder folder) {
        return of(
                RunInfo.read(folder.info()),
                Files.exists(folder.metrics()) ? Metrics.read(folder.metrics()) : new Metrics());
    }

    /**
     * A measurement repeated with several seeds.
     *
     * @param sd sample standard deviation (n - 1); NaN for a single seed
     */
    record Estimate(double mean, double sd, long n) {

        static Estimate of(double... values) {
            SummaryStatistics statistics = new SummaryStatistics();
            for (double value : values) {
                statistics.addValue(value);
            }
            double sd = values.length < 2 ? Double.NaN : statistics.getStandardDeviation();
            return new Estimate(statistics.getMean(), sd, values.length);
        }

        /** Such as "1.52 ± 0.04", "1.52" for a single seed, or "-" if it was not measured. */
        String text(Metric metric) {
            return Double.isNaN(mean) ? "-" : metric.text(mean) + (n < 2 ? "" : " ± " + metric.text(sd));
        }

        /** 0 for a single seed. */
        double spread() {
            return n < 2 ? 0 : sd;
        }
    }

    /**
     * The mean difference of two methods that ran with the same seeds, and its confidence interval at 95 %. Differences are taken seed
     * by seed and treated as a sample from a normal distribution (Student's t, n - 1 degrees of freedom).
     */
    record Interval(double mean, double low, double high) {

        static Interval of(double[] differences) {
            Estimate difference = Estimate.of(differences);
            double t = new TDistribution(differences.length - 1).inverseCumulativeProbability(0.975);
            double half = t * difference.sd() / Math.sqrt(differences.length);
            return new Interval(difference.mean(), difference.mean() - half, difference.mean() + half);
        }

        /** Such as "+0.53 [+0.32, +0.74]". */
        String text(Metric metric) {
            return metric.signed(mean) + " [" + metric.signed(low) + ", " + metric.signed(high) + "]";
        }
    }

    /** Methods that at least one seed was finished with. */
    List<DropoutMethod> finished() {
        return settings.methods().stream()
                .filter(method -> !last(method).isEmpty())
                .toList();
    }

    /** Methods that at least one epoch was measured with. */
    List<DropoutMethod> measured() {
        return settings.methods().stream()
                .filter(method -> of(method).findAny().isPresent())
                .toList();
    }

    List<DropoutMethod> baselines() {
        return BASELINES.stream().filter(finished()::contains).toList();
    }

    /** A figure after the last epoch, over the seeds that were finished. */
    Estimate last(DropoutMethod method, Metric metric) {
        return Estimate.of(values(last(method).stream(), row -> row.get(metric)));
    }

    /** A figure by epoch, over the seeds that have the epoch. */
    SortedMap<Integer, Estimate> curve(DropoutMethod method, Metric metric) {
        SortedMap<Integer, Estimate> curve = new TreeMap<>();
        of(method)
                .collect(Collectors.groupingBy(Metrics.Row::epoch))
                .forEach((epoch, measured) ->
                        curve.put(epoch, Estimate.of(values(measured.stream(), row -> row.get(metric)))));
        return curve;
    }

    /** The median of the seconds per epoch, over epochs and seeds. */
    double secondsPerEpoch(DropoutMethod method) {
        return new Median().evaluate(values(of(method), row -> row.get(Metric.TRAIN_SECONDS)));
    }

    /** The difference of two methods after the last epoch; empty if fewer than two seeds were finished with both. */
    Optional<Interval> difference(DropoutMethod method, DropoutMethod baseline, Metric metric) {
        List<Metrics.Row> others = last(baseline);
        double[] differences = last(method).stream()
                .flatMap(row -> others.stream()
                        .filter(other -> other.seed() == row.seed())
                        .map(other -> row.get(metric) - other.get(metric)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        return method == baseline || differences.length < 2 ? Optional.empty() : Optional.of(Interval.of(differences));
    }

    /** Such as "inverted, seed 3: 4 of 20 epochs", for each network that was not trained to the end. */
    List<String> unfinished() {
        List<String> unfinished = new ArrayList<>();
        for (DropoutMethod method : settings.methods()) {
            for (long seed : settings.seeds()) {
                int done = of(method)
                        .filter(row -> row.seed() == seed)
                        .mapToInt(Metrics.Row::epoch)
                        .max()
                        .orElse(0);
                if (done < settings.epochs()) {
                    unfinished.add(method + ", seed " + seed + ": " + done + " of " + settings.epochs() + " epochs");
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

    private static double[] values(Stream<Metrics.Row> rows, ToDoubleFunction<Metrics.Row> value) {
        return rows.mapToDouble(value).toArray();
    }
}
