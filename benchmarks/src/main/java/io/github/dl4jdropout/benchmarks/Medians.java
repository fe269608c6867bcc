package io.github.dl4jdropout.benchmarks;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Medians of what was measured in several rounds. */
final class Medians {

    private Medians() {}

    /** NaN where there are no rounds. */
    static <T> double median(Collection<T> rounds, ToDoubleFunction<T> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
