package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lines of cells, for a console or in Markdown; as many cells in each row as there are titles. */
record Table(List<String> titles, List<List<String>> rows) {

    private static final List<Metric> MEASURED =
            List.of(Metric.TEST_ERROR, Metric.TEST_NLL, Metric.TEST_ECE, Metric.TRAIN_ERROR);

    /** What all methods reached, the best test figures in bold, or, narrower for a console, with an asterisk. */
    static Table measured(Results results, boolean console) {
        List<String> titles = new ArrayList<>(List.of(methodTitle(results)));
        MEASURED.forEach(metric -> titles.add(console ? metric.title().replace(" error", "") : metric.title()));
        titles.add(Metric.TRAIN_SECONDS.title());
        List<List<String>> rows = new ArrayList<>();
        for (DropoutMethod method : results.finished()) {
            List<String> row = new ArrayList<>(List.of(method.id()));
            for (Metric metric : MEASURED) {
                boolean test = metric != Metric.TRAIN_ERROR;
                Estimate value = results.last(method, metric);
                String text = console && !test ? metric.text(value.mean()) : value.text(metric);
                if (test && isBest(results, method, metric)) {
                    text = console ? text + "*" : "**" + text + "**";
                }
                row.add(console ? text.replace(" ± ", "±") : text);
            }
            row.add(Metric.TRAIN_SECONDS.text(results.secondsPerEpoch(method)));
            rows.add(row);
        }
        return new Table(titles, rows);
    }

    private static String methodTitle(Results results) {
        return results.info().data().synthetic() ? "SYNTHETIC data" : "method";
    }

    private static boolean isBest(Results results, DropoutMethod method, Metric metric) {
        double mean = results.last(method, metric).mean();
        return results.finished().size() > 1
                && results.finished().stream()
                        .noneMatch(other -> results.last(other, metric).mean() < mean);
    }

    /** Each method minus each baseline, with intervals; no rows if no seed can be paired with another. */
    static Table differences(Results results, List<Metric> metrics) {
        List<String> titles = new ArrayList<>(List.of(methodTitle(results)));
        metrics.forEach(metric -> titles.add(metric.title()));
        List<List<String>> rows = new ArrayList<>();
        for (DropoutMethod baseline : results.baselines()) {
            for (DropoutMethod method : results.finished()) {
                List<String> texts = metrics.stream()
                        .flatMap(metric -> results.difference(method, baseline, metric).stream()
                                .map(interval -> interval.text(metric)))
                        .toList();
                if (!texts.isEmpty()) {
                    rows.add(Stream.concat(Stream.of(method + " - " + baseline), texts.stream())
                            .toList());
                }
            }
        }
        return new Table(titles, rows);
    }

    /** Columns as wide as what is in them, two spaces between, a line break after each line. */
    String plain() {
        return Stream.concat(Stream.of(titles), rows.stream())
                .map(line -> IntStream.range(0, line.size())
                                .mapToObj(column -> pad(line.get(column), width(column)))
                                .collect(Collectors.joining("  "))
                                .stripTrailing()
                        + System.lineSeparator())
                .collect(Collectors.joining());
    }

    private int width(int column) {
        return Stream.concat(Stream.of(titles), rows.stream())
                .mapToInt(line -> line.get(column).length())
                .max()
                .orElseThrow();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    String markdown() {
        return Stream.concat(Stream.of(titles, Collections.nCopies(titles.size(), "---")), rows.stream())
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n"));
    }
}
