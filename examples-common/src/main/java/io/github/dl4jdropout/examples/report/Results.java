package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A run, read back.
 *
 * @param info what was asked for
 * @param rows what was measured
 */
record Results(RunInfo info, List<EpochRecord> rows) {

    /** The result of each method that at least one seed finished with. */
    List<MethodResult> methods() {
        return info.settings().methods().stream()
                .filter(method -> !last(method).isEmpty())
                .map(this::method)
                .toList();
    }

    /** Such as "guide, seed 3: 4 of 20 epochs", for each network that was not trained to the end. */
    List<String> unfinished() {
        return info.settings().methods().stream()
                .flatMap(method -> info.settings().seeds().stream().flatMap(seed -> unfinished(method, seed)))
                .toList();
    }

    private Stream<String> unfinished(String method, long seed) {
        long done = rows.stream()
                .filter(row -> row.method().equals(method) && row.seed() == seed)
                .count();
        int epochs = info.settings().epochs();
        return done == epochs
                ? Stream.empty()
                : Stream.of(method + ", seed " + seed + ": " + done + " of " + epochs + " epochs");
    }

    private MethodResult method(String method) {
        Map<Long, EpochRecord> last = last(method);
        return new MethodResult(
                method,
                estimate(last, EpochRecord::testErrorPercent),
                estimate(last, EpochRecord::testNll),
                estimate(last, EpochRecord::testEce),
                new Median()
                        .evaluate(rows.stream()
                                .filter(row -> row.method().equals(method))
                                .mapToDouble(EpochRecord::trainSeconds)
                                .toArray()),
                difference(method, last),
                Gap.of(last.values()));
    }

    private Optional<PairedDifference> difference(String method, Map<Long, EpochRecord> last) {
        Map<Long, EpochRecord> baseline = last(info.baseline());
        List<Long> both = last.keySet().stream().filter(baseline::containsKey).toList();
        if (method.equals(info.baseline()) || both.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(PairedDifference.of(
                both.stream()
                        .mapToDouble(seed -> last.get(seed).testErrorPercent())
                        .toArray(),
                both.stream()
                        .mapToDouble(seed -> baseline.get(seed).testErrorPercent())
                        .toArray()));
    }

    /** Rows of the last epoch, by seed. */
    private Map<Long, EpochRecord> last(String method) {
        Map<Long, EpochRecord> last = new TreeMap<>();
        rows.stream()
                .filter(row -> row.method().equals(method)
                        && row.epoch() == info.settings().epochs())
                .forEach(row -> last.put(row.seed(), row));
        return last;
    }

    private static Estimate estimate(Map<Long, EpochRecord> rows, ToDoubleFunction<EpochRecord> value) {
        return Estimate.of(rows.values().stream().mapToDouble(value).toArray());
    }
}
