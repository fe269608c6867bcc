package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.Machine;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.Software;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code summary.md}: what was run, on what, what came out, how to read it and how to do it again. */
final class Summary {

    private Summary() {}

    static String markdown(Results results) {
        RunInfo info = results.info();
        return String.join(
                "\n",
                "# Dropout on " + info.data().title(),
                "",
                syntheticNote(info) + info.network() + ".",
                "",
                whatWasRun(info),
                "",
                table(results),
                "",
                String.join(" ", unfinished(results)) + howToRead(info),
                "",
                "![Learning curves](curves.png)",
                "",
                "Methods:",
                "",
                info.methods().entrySet().stream()
                        .map(method -> "- `" + method.getKey() + "`: " + method.getValue())
                        .collect(Collectors.joining("\n")),
                "",
                "Again:",
                "",
                "```",
                info.command(),
                "```",
                "",
                ranOn(info),
                "");
    }

    static String syntheticNote(RunInfo info) {
        return info.data().synthetic()
                ? "**The images are SYNTHETIC: a program drew them. These figures say nothing about real data.**\n\n"
                : "";
    }

    static String whatWasRun(RunInfo info) {
        return String.format(
                Locale.ROOT,
                "%,d training images, %d epochs, batches of %d, preset %s, %s. Tested on %,d images. Data: %s.",
                info.data().trainImages(),
                info.settings().epochs(),
                info.settings().batch(),
                info.settings().preset(),
                Words.seeds(info),
                info.data().testImages(),
                info.data().origin());
    }

    private static String table(Results results) {
        ResultTable table = new ResultTable(results);
        return new TextTable(
                        table.titles(),
                        table.rows().stream()
                                .map(cells -> cells.stream()
                                        .map(cell -> cell.best() ? "**" + cell.text() + "**" : cell.text())
                                        .toList())
                                .toList())
                .markdown();
    }

    private static List<String> unfinished(Results results) {
        List<String> runs = results.unfinished();
        return runs.isEmpty()
                ? List.of()
                : List.of("Not finished, and not in the table: " + String.join("; ", runs) + ".", "\n\n");
    }

    static String howToRead(RunInfo info) {
        return "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best; lower is better, the"
                + " best mean is bold. NLL: mean negative log-likelihood in nats. ECE: expected calibration error, 15 bins of equal"
                + " width. s/epoch: median seconds an epoch of training, without evaluation. Error - " + info.baseline()
                + ": difference of the test errors in percentage points, paired by seed, with its confidence interval at 95 %"
                + " (Student's t). All methods of a seed have the same initial weights and the same batches in the same order.";
    }

    static String ranOn(RunInfo info) {
        Machine machine = info.machine();
        Software software = info.software();
        return "Run " + info.status() + ", from " + info.started() + " to "
                + (info.ended() == null ? "an unknown time" : info.ended()) + ". dl4j-dropout " + software.dl4jDropout()
                + ", commit " + software.commit() + "; Deeplearning4j " + software.dl4j() + " on " + software.backend()
                + "; JDK " + machine.jdk() + "; " + machine.os() + "; " + machine.cpu() + ", " + machine.cores()
                + " cores; OMP_WAIT_POLICY " + machine.ompWaitPolicy() + "." + resumed(info);
    }

    private static String resumed(RunInfo info) {
        return info.resumed().isEmpty()
                ? ""
                : " Resumed "
                        + info.resumed().stream()
                                .map(session -> session.started() + " after " + session.epochsBefore() + " epochs")
                                .collect(Collectors.joining(", "))
                        + "; `run.json` tells on what.";
    }
}
