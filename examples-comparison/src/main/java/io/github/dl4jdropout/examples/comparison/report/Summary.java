package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code summary.md}, a list of paragraphs: what came out, what was run, how to read it, how to do it again, on what it ran. */
final class Summary {

    private static final String HOW_TO_READ =
            "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best. Lower is better, and the"
                    + " best mean on test images is bold. NLL: mean negative log-likelihood in nats. ECE: expected calibration error,"
                    + " 15 bins of equal width. Train error: on at most 10,000 training images, without dropout. s/epoch: median of"
                    + " the seconds per epoch of training, without evaluation. Differences: on test images, paired by seed, errors in"
                    + " percentage points, with confidence intervals at 95 % (Student's t), each taken by itself; all methods of a"
                    + " seed have the same initial weights and the same batches in the same order.";

    private Summary() {}

    static String markdown(Results results) {
        RunInfo info = results.info();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add("# Dropout on " + text(info.data().title()));
        paragraphs.addAll(warnings(results));
        paragraphs.add(String.join("\n", Findings.of(results)));
        paragraphs.add(text(info.network()) + ".");
        paragraphs.add(whatWasRun(results));
        if (!results.finished().isEmpty()) {
            paragraphs.add(Table.measured(results, false).markdown());
            String differences = Table.differences(results, Metric.COMPARED).markdown();
            paragraphs.add(differences.isEmpty() ? "" : "Differences, with confidence intervals:");
            paragraphs.add(differences);
            paragraphs.add(HOW_TO_READ);
        }
        if (!results.measured().isEmpty()) {
            paragraphs.add("![Learning curves](curves.png)");
        }
        paragraphs.add("Methods:");
        paragraphs.add(results.settings().methods().stream()
                .map(method -> "- `" + method + "`: " + text(method.description()))
                .collect(Collectors.joining("\n")));
        paragraphs.add(
                "Masks as the library draws them, for an activation of 4 examples (rows) with 8 feature maps (columns) of 8×8;"
                        + " what is kept is blue:");
        paragraphs.add("![Masks](masks.png)");
        paragraphs.add("Again:");
        paragraphs.add(code(info.command()));
        paragraphs.add(ranOn(results));
        paragraphs.removeIf(String::isEmpty);
        return String.join("\n\n", paragraphs) + "\n";
    }

    /** The results for a console, in 80 columns. */
    static String console(Results results) {
        RunInfo info = results.info();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %,d training images, tested on %,d%nMean±sd after epoch %d, %s; * best%n%n",
                info.data().title(),
                info.data().trainImages(),
                info.data().testImages(),
                results.settings().epochs(),
                seeds(results)));
        text.append(Table.measured(results, true).plain());
        Table differences = Table.differences(results, List.of(Metric.TEST_ERROR, Metric.TEST_NLL));
        if (!differences.rows().isEmpty()) {
            text.append(String.format("%nDifferences, paired by seed, with 95 %% confidence intervals%n%n"));
            text.append(differences.plain());
        }
        results.unfinished().forEach(run -> text.append(String.format("Not finished, not in the table: %s%n", run)));
        return text.toString();
    }

    static List<String> warnings(Results results) {
        String unfinished = String.join("; ", results.unfinished());
        return List.of(
                results.info().data().synthetic()
                        ? "**The images are SYNTHETIC: a program drew them. These figures say nothing about real data.**"
                        : "",
                unfinished.isEmpty() ? "" : "**The run is not finished.** Not in the tables: " + unfinished + ".");
    }

    private static String whatWasRun(Results results) {
        RunInfo info = results.info();
        return String.format(
                Locale.ROOT,
                "%,d training images, %d epochs, batches of %d, %s. Tested on %,d images. Data: %s.",
                info.data().trainImages(),
                results.settings().epochs(),
                results.settings().batch(),
                seeds(results),
                info.data().testImages(),
                text(info.data().origin()));
    }

    /** Such as "3 seeds (1, 2, 3)". */
    static String seeds(Results results) {
        List<Long> seeds = results.settings().seeds();
        return (seeds.size() == 1 ? "1 seed (" : seeds.size() + " seeds (")
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** When and on what a run ran, a paragraph. */
    static String ranOn(Results results) {
        RunInfo info = results.info();
        Map<String, String> software = info.software();
        Map<String, String> machine = info.machine();
        String line = "Begun " + time(info.started())
                + (results.unfinished().isEmpty() && info.ended() != null ? ", complete " + time(info.ended()) : "")
                + ". dl4j-dropout " + software.get("dl4jDropout") + ", commit " + software.get("commit")
                + "; Deeplearning4j " + software.get("dl4j") + " on " + software.get("backend")
                + (software.containsKey("blas") ? "; " + software.get("blas") : "") + "; JDK " + machine.get("jdk")
                + "; " + machine.get("os") + "; " + machine.get("cpu") + ", " + machine.get("cores")
                + " cores; OMP_WAIT_POLICY " + machine.get("ompWaitPolicy") + ".";
        for (RunInfo.Session session : info.resumed()) {
            line += " Resumed " + time(session.started()) + " after " + session.epochsBefore() + " epochs.";
        }
        return text(line);
    }

    /** Without fractions of a second, which earlier records have. */
    private static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    /** Text from outside, as Markdown that shows it as it is. */
    static String text(String text) {
        return text.replaceAll("\\R", " ").replaceAll("[\\\\`*<\\[\\]|&~]|\\b_|_\\b", "\\\\$0");
    }

    /** A block of code, fenced longer than any fence in it. */
    static String code(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text + "\n" + fence;
    }
}
