package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
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
        List<List<String>> lines =
                Stream.concat(Stream.of(titles), rows.stream()).toList();
        String[] text = Collections.nCopies(lines.size(), "").toArray(String[]::new);
        for (int column = 0; column < titles.size(); column++) {
            int at = column;
            int width =
                    lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0) + 2;
            for (int i = 0; i < text.length; i++) {
                text[i] += lines.get(i).get(at)
                        + " ".repeat(width - lines.get(i).get(at).length());
            }
        }
        return Arrays.stream(text)
                .map(line -> line.stripTrailing() + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** A table, or nothing if it has no rows. */
    String markdown() {
        List<String> rule = Collections.nCopies(titles.size(), "---");
        return rows.isEmpty()
                ? ""
                : Stream.concat(Stream.of(titles, rule), rows.stream())
                        .map(cells -> "| " + String.join(" | ", cells) + " |")
                        .collect(Collectors.joining("\n"));
    }
}
