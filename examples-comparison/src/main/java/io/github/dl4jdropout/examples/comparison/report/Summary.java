package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.record.SystemInfo;
import io.github.dl4jdropout.examples.comparison.report.Results.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code summary.md}, a list of paragraphs: what came out, what was run, how to read it, how to do it again, on what it ran. */
final class Summary {
    /** Below this many test images a single one weighs too much for a verdict. */
    private static final int FEW_IMAGES = 1000;

    private static final String HOW_TO_READ =
            "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best. Lower is better, and the"
                    + " best mean on test images is bold. NLL: mean negative log-likelihood in nats. ECE: expected calibration error,"
                    + " 15 bins of equal width. Train error: on at most 10,000 training images, without dropout. s/epoch: median of"
                    + " the seconds per epoch of training, without evaluation. Differences: on test images, paired by seed, errors in"
                    + " percentage points, with confidence intervals at 95 % (Student's t), each taken by itself; all methods of a"
                    + " seed have the same initial weights and the same batches in the same order.";

    static String markdown(String title, Results results) {
        RunInfo info = results.info();
        Table differences = Table.differences(results, Metric.TEST_ERROR, Metric.TEST_NLL, Metric.TEST_ECE);
        return document(
                "# " + text(title),
                warnings(results),
                String.join("\n", findings(results)),
                text(info.network()) + ".",
                whatWasRun(results),
                Table.measured(results, false).markdown(),
                differences.isEmpty() ? "" : "Differences, with confidence intervals:",
                differences.markdown(),
                results.finished().isEmpty() ? "" : HOW_TO_READ,
                results.rows().isEmpty() ? "" : "![Learning curves](curves.png)",
                "Methods:",
                results.settings().methods().stream()
                        .map(method -> "- `" + method + "`: " + text(method.description))
                        .collect(Collectors.joining("\n")),
                "Masks as the library draws them, for an activation of 4 examples (rows) with 8 feature maps (columns) of"
                        + " 8×8; what is kept is blue:",
                "![Masks](masks.png)",
                "Again:",
                code(info.command()),
                ranOn(results));
    }

    static String document(String... paragraphs) {
        return String.join("\n\n", paragraphs).replaceAll("\n{3,}", "\n\n") + "\n";
    }

    /** The results for a console, in 80 columns. */
    static String console(Results results) {
        RunInfo.DataInfo data = results.info().data();
        String images = "\n%s: %,d training images, tested on %,d\n";
        String text = String.format(Locale.ROOT, images, data.title(), data.trainImages(), data.testImages())
                + "Mean±sd after epoch " + results.settings().epochs() + ", seeds " + seeds(results) + "; * best\n\n"
                + Table.measured(results, true).plain();
        Table differences = Table.differences(results, Metric.TEST_ERROR, Metric.TEST_NLL);
        if (!differences.isEmpty()) {
            text += "\nDifferences, paired by seed, with 95 % confidence intervals\n\n" + differences.plain();
        }
        for (String network : results.unfinished()) {
            text += "Not finished, not in the table: " + network + "\n";
        }
        return text;
    }

    static String warnings(Results results) {
        String text = "";
        if (results.info().data().synthetic()) {
            text = "**The images are SYNTHETIC: a program drew them. These figures say nothing about real data.**\n\n";
        }
        String unfinished = String.join("; ", results.unfinished());
        return unfinished.isEmpty()
                ? text
                : text + "**The run is not finished.** Not in the tables: " + unfinished + ".";
    }

    /** The headline: a list of sentences that claim no more than the intervals carry; none if no network was finished. */
    static List<String> findings(Results results) {
        List<DropoutMethod> methods = results.finished();
        if (methods.isEmpty()) {
            return List.of();
        }
        DropoutMethod best = methods.get(0);
        for (DropoutMethod method : methods) {
            best = results.error(method).mean() < results.error(best).mean() ? method : best;
        }
        List<String> findings = new ArrayList<>();
        findings.add("- Lowest test error: " + best + ", " + results.error(best).text(Metric.TEST_ERROR) + " %.");
        long seeds = results.error(methods.get(0)).n(); // the first is trained first with each
        int images = results.info().data().testImages();
        String verb = seeds == 2 || images < FEW_IMAGES ? " seems " : " is ";
        for (DropoutMethod baseline : Results.BASELINES) {
            for (Metric metric : List.of(Metric.TEST_ERROR, Metric.TEST_NLL)) {
                Map<DropoutMethod, Interval> differences = results.differences(baseline, metric);
                if (!differences.isEmpty()) {
                    findings.add((metric == Metric.TEST_ERROR ? "- Test error" : "- NLL") + " compared with " + baseline
                            + ": " + verdicts(differences, verb) + ".");
                }
            }
        }
        if (seeds == 1) {
            findings.add("- One seed: no interval can be given, and a difference may be noise.");
        } else if (seeds == 2) {
            findings.add("- Two seeds are few: take what is better or worse as a hint.");
        }
        if (images < FEW_IMAGES) {
            String caution = "- The test set is small: one of %d images is %.2f percentage points.";
            findings.add(String.format(Locale.ROOT, caution, images, 100.0 / images));
        }
        return findings;
    }

    /** Better and worse are said where the interval excludes 0. */
    private static String verdicts(Map<DropoutMethod, Interval> differences, String verb) {
        List<String> verdicts = new ArrayList<>();
        differences.forEach((method, interval) -> {
            if (interval.low() > 0 || interval.high() < 0) {
                verdicts.add(method + verb + (interval.low() > 0 ? "worse" : "better"));
            }
        });
        return verdicts.isEmpty() ? "no method differs beyond the noise of the seeds" : String.join(", ", verdicts);
    }

    private static String whatWasRun(Results results) {
        RunInfo.DataInfo data = results.info().data();
        RunInfo.Settings run = results.settings();
        String images = String.format(Locale.ROOT, "%,d training images", data.trainImages());
        String text = String.format(Locale.ROOT, "Tested on %,d images.", data.testImages());
        return images + ", " + run.epochs() + " epochs, batches of " + run.batch() + ", seeds " + seeds(results) + ". "
                + text + " Data: " + text(data.origin()) + ".";
    }

    private static String seeds(Results results) {
        return results.settings().seeds().toString().replaceAll("[\\[\\]]", "");
    }

    /** When and on what a run ran, a paragraph. */
    static String ranOn(Results results) {
        RunInfo info = results.info();
        String line = "Begun " + info.started();
        if (results.unfinished().isEmpty() && info.ended() != null) {
            line += ", complete " + info.ended();
        }
        for (RunInfo.Session session : info.resumed()) {
            line += "; resumed " + session.started() + " after " + session.epochsBefore() + " epochs";
        }
        String system = SystemInfo.line(info.software(), info.machine());
        return text(line.replaceAll("\\.\\d+Z", "Z") + ". On: " + system + "."); // early records have fractions
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
