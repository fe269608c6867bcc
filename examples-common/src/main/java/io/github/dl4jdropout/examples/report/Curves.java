package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One measurement on training and on test images of all methods that were trained for an epoch or more.
 *
 * @param train by method
 * @param test by method
 */
record Curves(Map<String, Curve> train, Map<String, Curve> test) {

    static Curves of(Results results, ToDoubleFunction<EpochRecord> train, ToDoubleFunction<EpochRecord> test) {
        return new Curves(curves(results, train), curves(results, test));
    }

    private static Map<String, Curve> curves(Results results, ToDoubleFunction<EpochRecord> value) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        for (String method : results.info().settings().methods()) {
            Curve curve = Curve.of(results.rows(), method, value);
            if (curve.epochs().length > 0) {
                curves.put(method, curve);
            }
        }
        return curves;
    }

    /**
     * Where the axis ends: at twice the value that the worst method ends at. A method that ends above three times the median of all
     * does not count, or it would press the others to the ground.
     */
    double top() {
        List<Double> ends = new ArrayList<>(
                test.values().stream().map(Curve::lastMean).sorted().toList());
        double median = ends.get((ends.size() - 1) / 2);
        ends.removeIf(end -> end > 3 * median);
        return Collections.max(ends) == 0 ? 1 : 2 * Collections.max(ends);
    }

    /** The methods that end above {@link #top()} and where they do, or "". */
    String above() {
        double top = top();
        return test.entrySet().stream()
                .filter(curve -> curve.getValue().lastMean() > top)
                .map(curve -> String.format(
                        Locale.ROOT,
                        "%s, test: %.2f at the end",
                        curve.getKey(),
                        curve.getValue().lastMean()))
                .collect(Collectors.joining("; "));
    }
}
