package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.ReliabilityBin;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * What the script of the page draws. A number that is not finite is null.
 *
 * @param methods with their colours, in the order of tables
 * @param epochs how many there were to be
 * @param baseline the method that others are compared with
 * @param curves of error and likelihood; none if no epoch was finished
 * @param differences to the baseline
 * @param gaps between test and training images
 * @param reliability a diagram a method
 * @param seconds an epoch
 */
record ChartData(
        List<Method> methods,
        int epochs,
        String baseline,
        List<Panel> curves,
        List<Interval> differences,
        List<GapPanel> gaps,
        List<Diagram> reliability,
        List<Interval> seconds) {

    record Method(String name, String colour) {}

    record Series(String method, List<Double> test, List<Double> testSd, List<Double> train) {}

    record Panel(String id, String title, String unit, int digits, double top, String above, List<Series> series) {}

    record Interval(String method, Double mean, Double sd, Double low, Double high) {}

    record GapPanel(String id, String unit, int digits, List<Interval> values) {}

    record Diagram(int index, String id, String method, String ece, List<ReliabilityBin> bins) {}

    static ChartData of(Results results, Outcomes outcomes) {
        RunInfo info = results.info();
        List<MethodResult> finished = results.methods();
        return new ChartData(
                info.settings().methods().stream()
                        .map(method -> new Method(method, Palette.hex(info, method)))
                        .toList(),
                info.settings().epochs(),
                info.baseline(),
                curves(results),
                finished.stream()
                        .flatMap(method -> method.difference().stream()
                                .map(d -> interval(method, d.mean(), Double.NaN, d.low(), d.high())))
                        .toList(),
                finished.isEmpty()
                        ? List.of()
                        : List.of(
                                new GapPanel(
                                        "error",
                                        "percentage points",
                                        2,
                                        estimates(
                                                finished, method -> method.gap().errorPercent())),
                                new GapPanel(
                                        "nll",
                                        "nats",
                                        4,
                                        estimates(
                                                finished, method -> method.gap().nll()))),
                reliability(finished, outcomes),
                finished.stream()
                        .map(method -> {
                            double seconds = method.secondsPerEpoch();
                            return interval(method, seconds, Double.NaN, seconds, seconds);
                        })
                        .toList());
    }

    private static List<Panel> curves(Results results) {
        return results.rows().isEmpty()
                ? List.of()
                : List.of(
                        panel(
                                results,
                                "error",
                                "Error",
                                "error (%)",
                                2,
                                EpochRecord::trainErrorPercent,
                                EpochRecord::testErrorPercent),
                        panel(
                                results,
                                "nll",
                                "Negative log-likelihood",
                                "NLL (nats)",
                                4,
                                EpochRecord::trainNll,
                                EpochRecord::testNll));
    }

    private static Panel panel(
            Results results,
            String id,
            String title,
            String unit,
            int digits,
            ToDoubleFunction<EpochRecord> train,
            ToDoubleFunction<EpochRecord> test) {
        Curves curves = Curves.of(results, train, test);
        List<Series> series = curves.test().entrySet().stream()
                .map(curve -> new Series(
                        curve.getKey(),
                        finite(curve.getValue().means()),
                        finite(curve.getValue().sds()),
                        finite(curves.train().get(curve.getKey()).means())))
                .toList();
        return new Panel(id, title, unit, digits, curves.top(), curves.above(), series);
    }

    private static List<Interval> estimates(List<MethodResult> methods, Function<MethodResult, Estimate> value) {
        return methods.stream()
                .map(method -> {
                    Estimate estimate = value.apply(method);
                    double half = estimate.n() < 2 ? 0 : estimate.sd();
                    return interval(
                            method, estimate.mean(), estimate.sd(), estimate.mean() - half, estimate.mean() + half);
                })
                .toList();
    }

    private static Interval interval(MethodResult method, double mean, double sd, double low, double high) {
        return new Interval(method.method(), finite(mean), finite(sd), finite(low), finite(high));
    }

    private static List<Diagram> reliability(List<MethodResult> finished, Outcomes outcomes) {
        List<MethodResult> both = finished.stream()
                .filter(method -> outcomes.methods().contains(method.method()))
                .toList();
        return IntStream.range(0, both.size())
                .mapToObj(index -> new Diagram(
                        index,
                        "reliability-" + index,
                        both.get(index).method(),
                        both.get(index).ece().text(4),
                        outcomes.reliability(both.get(index).method())))
                .toList();
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static List<Double> finite(double[] values) {
        return Arrays.stream(values).mapToObj(ChartData::finite).toList();
    }

    /** As JSON that can stand in a script element: no name or path in it can end the element or begin a comment. */
    String json() {
        try {
            return new ObjectMapper()
                    .writeValueAsString(this)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // plain records of text and numbers
        }
    }
}
