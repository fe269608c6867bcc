package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * One measurement of one method, epoch by epoch.
 *
 * @param epochs 1, 2, ...
 * @param values over the seeds that have the epoch
 */
record Curve(double[] epochs, List<Estimate> values) {

    static Curve of(List<EpochRecord> rows, String method, ToDoubleFunction<EpochRecord> value) {
        int last = rows.stream()
                .filter(row -> row.method().equals(method))
                .mapToInt(EpochRecord::epoch)
                .max()
                .orElse(0);
        return new Curve(
                IntStream.rangeClosed(1, last).asDoubleStream().toArray(),
                IntStream.rangeClosed(1, last)
                        .mapToObj(epoch -> Estimate.of(rows.stream()
                                .filter(row -> row.method().equals(method) && row.epoch() == epoch)
                                .mapToDouble(value)
                                .toArray()))
                        .toList());
    }

    double[] means() {
        return values.stream().mapToDouble(Estimate::mean).toArray();
    }

    /** 0 where there is but one seed. */
    double[] sds() {
        return values.stream()
                .mapToDouble(value -> value.n() < 2 ? 0 : value.sd())
                .toArray();
    }

    double lastMean() {
        return values.get(values.size() - 1).mean();
    }
}
