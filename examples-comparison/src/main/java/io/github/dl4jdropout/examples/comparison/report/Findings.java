package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The headline: what came out, in sentences that claim no more than the intervals carry. */
final class Findings {

    /** Below this many test images a single image weighs too much for a verdict. */
    private static final int FEW_IMAGES = 1000;

    private Findings() {}

    /** Returns items of a list; none if no network was finished. */
    static List<String> of(Results results) {
        List<DropoutMethod> methods = results.finished();
        List<String> findings = new ArrayList<>();
        methods.stream()
                .min(Comparator.comparing(
                        method -> results.last(method, Metric.TEST_ERROR).mean()))
                .ifPresent(best -> findings.add((methods.size() == 1 ? "- Test error of " : "- Lowest test error: ")
                        + best + ", " + results.last(best, Metric.TEST_ERROR).text(Metric.TEST_ERROR) + " %."));
        List<String> cautions = cautions(results);
        String verb = cautions.isEmpty() ? " is " : " seems ";
        for (DropoutMethod baseline : results.baselines()) {
            for (Metric metric : List.of(Metric.TEST_ERROR, Metric.TEST_NLL)) {
                if (methods.stream()
                        .anyMatch(method ->
                                results.difference(method, baseline, metric).isPresent())) {
                    findings.add((metric == Metric.TEST_ERROR ? "- Test error" : "- NLL") + " compared with " + baseline
                            + ": " + verdicts(results, baseline, metric, verb) + ".");
                }
            }
        }
        findings.addAll(cautions);
        return findings;
    }

    /** Better and worse are said where the interval excludes 0. */
    private static String verdicts(Results results, DropoutMethod baseline, Metric metric, String verb) {
        String verdicts = results.finished().stream()
                .flatMap(method -> results.difference(method, baseline, metric).stream()
                        .filter(interval -> interval.low() > 0 || interval.high() < 0)
                        .map(interval -> method + verb + (interval.low() > 0 ? "worse" : "better")))
                .collect(Collectors.joining(", "));
        return verdicts.isEmpty() ? "no method differs beyond the noise of the seeds" : verdicts;
    }

    private static List<String> cautions(Results results) {
        List<String> cautions = new ArrayList<>();
        long seeds = results.finished().stream()
                .mapToLong(method -> results.last(method, Metric.TEST_ERROR).n())
                .max()
                .orElse(3);
        int images = results.info().data().testImages();
        if (seeds == 1) {
            cautions.add("- One seed: no interval can be given, and a difference may be noise.");
        } else if (seeds == 2) {
            cautions.add("- Two seeds are few: take what is better or worse as a hint.");
        }
        if (images < FEW_IMAGES) {
            cautions.add(String.format(
                    Locale.ROOT,
                    "- The test set is small: one of %d images is %.2f percentage points.",
                    images,
                    100.0 / images));
        }
        return cautions;
    }
}
