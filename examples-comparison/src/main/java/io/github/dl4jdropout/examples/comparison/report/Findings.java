package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The headline: what came out, in sentences that claim no more than the intervals carry. */
final class Findings {

    /** Below this many test images a single image weighs too much for a verdict. */
    private static final int FEW_IMAGES = 1000;

    private Findings() {}

    static List<String> of(Results results) {
        List<DropoutMethod> methods = results.finished();
        List<String> findings = new ArrayList<>();
        methods.stream()
                .min((a, b) -> Double.compare(
                        results.last(a, Metric.TEST_ERROR).mean(),
                        results.last(b, Metric.TEST_ERROR).mean()))
                .ifPresent(best -> findings.add((methods.size() == 1 ? "Test error of " : "Lowest test error: ") + best
                        + ", " + results.last(best, Metric.TEST_ERROR).text(Metric.TEST_ERROR) + " %."));
        String caution = caution(results);
        for (DropoutMethod baseline : results.baselines()) {
            if (methods.stream()
                    .anyMatch(method -> results.difference(method, baseline, Metric.TEST_ERROR)
                            .isPresent())) {
                String verb = caution.isEmpty() ? "is" : "seems";
                findings.add("Compared with " + baseline + ": test error "
                        + verdict(results, baseline, Metric.TEST_ERROR, verb) + "; NLL "
                        + verdict(results, baseline, Metric.TEST_NLL, verb) + ".");
            }
        }
        findings.add(caution);
        findings.removeIf(String::isEmpty);
        return findings;
    }

    /** Better and worse are said where the interval excludes 0. */
    private static String verdict(Results results, DropoutMethod baseline, Metric metric, String verb) {
        String better = names(results, baseline, metric, Interval::isLower);
        String worse = names(results, baseline, metric, Interval::isHigher);
        if (better.isEmpty() && worse.isEmpty()) {
            return "differs with no method beyond the noise of the seeds";
        }
        return verb
                + (better.isEmpty() ? "" : " better with " + better)
                + (better.isEmpty() || worse.isEmpty() ? "" : " and")
                + (worse.isEmpty() ? "" : " worse with " + worse);
    }

    private static String names(Results results, DropoutMethod baseline, Metric metric, Predicate<Interval> condition) {
        return results.finished().stream()
                .filter(method -> results.difference(method, baseline, metric)
                        .filter(condition)
                        .isPresent())
                .map(DropoutMethod::id)
                .collect(Collectors.joining(", "));
    }

    private static String caution(Results results) {
        long seeds = results.finished().stream()
                .mapToLong(method -> results.last(method, Metric.TEST_ERROR).n())
                .max()
                .orElse(0);
        int images = results.info().data().testImages();
        String few = seeds > 2
                ? ""
                : seeds == 2
                        ? "Two seeds are few: take what is better or worse as a hint."
                        : "One seed: no interval can be given, and a difference may be noise.";
        String small = images >= FEW_IMAGES
                ? ""
                : String.format(
                        Locale.ROOT,
                        "The test set is small: one of %,d images is %.2f percentage points.",
                        images,
                        100.0 / images);
        return (few + " " + small).strip();
    }
}
