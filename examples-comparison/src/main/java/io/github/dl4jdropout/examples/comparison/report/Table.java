package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of cells in Markdown, or in plain text for a console; the first line has the titles. */
public record Table(List<List<String>> lines) {
    private static Table of(Results results, List<Metric> metrics) {
        List<String> titles = new ArrayList<>();
        titles.add(results.info().data().synthetic() ? "SYNTHETIC data" : "method");
        metrics.forEach(metric -> titles.add(metric.title));
        return new Table(new ArrayList<>(List.of(titles)));
    }

    /** What all methods reached, the best test figures in bold; for a console with one number less. */
    static Table measured(Results results, boolean console) {
        List<Metric> test = List.of(Metric.TEST_ERROR, Metric.TEST_NLL, Metric.TEST_ECE);
        List<Metric> all = new ArrayList<>(test);
        all.addAll(List.of(Metric.TRAIN_ERROR, Metric.TRAIN_SECONDS));
        Table table = of(results, all);
        List<DropoutMethod> methods = results.finished();
        for (DropoutMethod method : methods) {
            List<String> line = new ArrayList<>(List.of(method.id()));
            for (Metric metric : test) {
                double mean = results.last(method, metric).mean();
                String text = results.last(method, metric).text(metric);
                boolean best = methods.size() > 1
                        && methods.stream()
                                .noneMatch(other -> results.last(other, metric).mean() < mean);
                line.add(best ? "**" + text + "**" : text);
            }
            Estimate train = results.last(method, Metric.TRAIN_ERROR);
            line.add(console ? Metric.TRAIN_ERROR.text(train.mean()) : train.text(Metric.TRAIN_ERROR));
            line.add(Metric.TRAIN_SECONDS.text(results.secondsPerEpoch(method)));
            table.lines.add(line);
        }
        return table;
    }

    /** Each method minus each baseline, with intervals; titles alone if no seed can be paired with another. */
    static Table differences(Results results, Metric... metrics) {
        Table table = of(results, List.of(metrics));
        for (DropoutMethod baseline : Results.BASELINES) {
            Set<DropoutMethod> methods =
                    results.differences(baseline, metrics[0]).keySet();
            for (DropoutMethod method : methods) {
                List<String> line = new ArrayList<>(List.of(method + " - " + baseline));
                for (Metric metric : metrics) {
                    line.add(results.differences(baseline, metric).get(method).text(metric));
                }
                table.lines.add(line);
            }
        }
        return table;
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    /** Columns as wide as what is in them, two blanks between. */
    String plain() {
        String text = "";
        for (List<String> line : lines) {
            String row = "";
            for (int i = 0; i < line.size(); i++) {
                row += String.format("%-" + (width(i) + 2) + "s", plain(line.get(i)));
            }
            text += row.stripTrailing() + "\n";
        }
        return text;
    }

    private int width(int column) {
        return lines.stream()
                .mapToInt(line -> plain(line.get(column)).length())
                .max()
                .getAsInt();
    }

    private static String plain(String cell) {
        return cell.replace(" ± ", "±").replace(" error %", " %").replaceAll("\\*\\*(.+)\\*\\*", "$1*");
    }

    /** Returns nothing if there are titles alone. */
    public String markdown() {
        List<List<String>> ruled = new ArrayList<>(lines);
        ruled.add(1, Collections.nCopies(lines.get(0).size(), "---"));
        Stream<String> text = ruled.stream().map(line -> "| " + String.join(" | ", line) + " |");
        return isEmpty() ? "" : text.collect(Collectors.joining("\n"));
    }
}
