package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * The generalisation gap of a method after the last epoch: what is measured on test images minus what is measured on training images,
 * both in inference mode.
 *
 * @param errorPercent of the error, in percentage points, over seeds
 * @param nll of the negative log-likelihood, in nats, over seeds
 */
record Gap(Estimate errorPercent, Estimate nll) {

    static Gap of(Collection<EpochRecord> last) {
        return new Gap(
                estimate(last, row -> row.testErrorPercent() - row.trainErrorPercent()),
                estimate(last, row -> row.testNll() - row.trainNll()));
    }

    private static Estimate estimate(Collection<EpochRecord> rows, ToDoubleFunction<EpochRecord> difference) {
        return Estimate.of(rows.stream().mapToDouble(difference).toArray());
    }
}
