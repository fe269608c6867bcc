package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What came out, in sentences. */
final class Findings {

    private Findings() {}

    /** None if no network was finished. */
    static List<String> of(Results results) {
        List<MethodResult> methods = results.methods();
        List<String> findings = new ArrayList<>();
        methods.stream()
                .min(Comparator.comparingDouble(method -> method.errorPercent().mean()))
                .ifPresent(best -> findings.add(fewest(best, methods, results.info())));
        if (methods.stream().anyMatch(method -> method.difference().isPresent())) {
            findings.add(beyondNoise(methods, results.info()));
        }
        return findings;
    }

    private static String fewest(MethodResult best, List<MethodResult> methods, RunInfo info) {
        String baseline = methods.stream()
                .filter(method -> method.method().equals(info.baseline()) && method != best)
                .map(method -> "; " + method.method() + ": " + error(method))
                .collect(Collectors.joining());
        return (methods.size() == 1 ? "Test error of " : "Fewest test errors: ") + best.method() + ", " + error(best)
                + baseline + ".";
    }

    private static String error(MethodResult method) {
        return method.errorPercent().text(2) + "\u00a0%";
    }

    private static String beyondNoise(List<MethodResult> methods, RunInfo info) {
        List<String> apart = methods.stream()
                .filter(method -> method.difference()
                        .filter(difference -> difference.low() > 0 || difference.high() < 0)
                        .isPresent())
                .map(MethodResult::method)
                .toList();
        String where = " at 95\u00a0% confidence, each comparison taken by itself.";
        return apart.isEmpty()
                ? "No method differs from " + info.baseline() + " in test error beyond the noise of "
                        + Words.seeds(info) + where
                : "In test error, " + String.join(", ", apart) + (apart.size() == 1 ? " differs" : " differ") + " from "
                        + info.baseline() + " beyond the noise of " + Words.seeds(info) + where;
    }
}
