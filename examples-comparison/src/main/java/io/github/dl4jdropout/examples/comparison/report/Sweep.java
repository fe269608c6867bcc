package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs that differ in one setting, side by side: in the number of training images, as in figure 10 of N. Srivastava, G. Hinton,
 * A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: A simple way to prevent neural networks from overfitting", JMLR 15 (2014);
 * in the drop rate, as in its figure 9; or in any other.
 */
public final class Sweep {

    private Sweep() {}

    /**
     * Writes {@code sweep.png} and {@code sweep.md} into a directory whose subdirectories are runs.
     *
     * @return the test errors for a console
     * @throws UserException if there are fewer than two runs, one is not finished, or they differ in more than one setting
     */
    public static String write(Path directory) throws IOException {
        SweepRuns sweep = SweepRuns.read(directory);
        AtomicFile.write(directory.resolve("sweep.png"), part -> Charts.saveSweep(sweep, part));
        AtomicFile.write(directory.resolve("sweep.md"), part -> Files.writeString(part, document(sweep, directory)));
        String title = "Test error %, " + sweep.first().info().data().title();
        return String.format("%n%s%n%n%s", title, table(sweep, true).plain());
    }

    /** Test errors by setting, for a document also what they are to those of the first method, which is mostly no dropout. */
    private static Table table(SweepRuns sweep, boolean console) {
        List<DropoutMethod> methods = sweep.methods();
        DropoutMethod first = methods.get(0);
        List<DropoutMethod> others = methods.subList(1, methods.size());
        List<String> titles = new ArrayList<>(List.of(sweep.name(), "epochs", "batch", "seeds"));
        methods.forEach(method -> titles.add(method + (console ? "" : ", test error %")));
        if (!console) {
            others.forEach(method -> titles.add(method + " / " + first));
            others.forEach(method -> titles.add(method + " - " + first + " [95 % CI]"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (SweepRuns.Run run : sweep.runs()) {
            RunInfo.Settings settings = run.results().settings();
            List<String> row = new ArrayList<>(List.of(
                    sweep.label(run),
                    String.valueOf(settings.epochs()),
                    String.valueOf(settings.batch()),
                    String.valueOf(settings.seeds().size())));
            for (DropoutMethod method : methods) {
                String text = run.error(method).text(Metric.TEST_ERROR);
                row.add(console ? text.replace(" ± ", "±") : text);
            }
            if (!console) {
                double reference = run.error(first).mean();
                others.forEach(method -> row.add(
                        reference == 0
                                ? "-"
                                : String.format(
                                        Locale.ROOT, "%.2f", run.error(method).mean() / reference)));
                others.forEach(method -> row.add(run.results()
                        .difference(method, first, Metric.TEST_ERROR)
                        .map(interval -> interval.text(Metric.TEST_ERROR))
                        .orElse("-")));
            }
            rows.add(row);
        }
        return new Table(titles, rows);
    }

    private static String document(SweepRuns sweep, Path directory) {
        RunInfo info = sweep.first().info();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add("# Test error against " + sweep.name() + ", "
                + Summary.text(info.data().title()));
        paragraphs.addAll(Summary.warnings(sweep.first()));
        paragraphs.add(String.format(
                Locale.ROOT,
                "%s%s. Tested on %,d images.",
                sweep.hasOneNetwork() ? "" : "The first of the networks: ",
                Summary.text(info.network()),
                info.data().testImages()));
        paragraphs.add(table(sweep, false).markdown());
        paragraphs.add(
                "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best. Differences in"
                        + " percentage points, paired by seed, with confidence intervals at 95 % (Student's t), each taken by itself.");
        paragraphs.add("![Test error against " + sweep.name() + "](sweep.png)");
        paragraphs.add("Again:");
        paragraphs.add(Summary.code(sweep.runs().stream().map(Sweep::again).collect(Collectors.joining("\n"))));
        paragraphs.add("and then the same command with `-Dargs=\"--sweep " + directory + "\"`.");
        paragraphs.add(sweep.runs().stream()
                .map(run -> "- " + sweep.label(run) + ": " + Summary.ranOn(run.results()))
                .collect(Collectors.joining("\n")));
        return String.join("\n\n", paragraphs) + "\n";
    }

    /** The command of a run, into the directory where it is: the record has none, since that one was taken. */
    private static String again(SweepRuns.Run run) {
        String command = run.results().info().command();
        String path = run.folder().path().toString();
        String out = "--out " + (path.contains(" ") ? "'" + path + "'" : path);
        return command.endsWith("\"")
                ? command.substring(0, command.length() - 1) + " " + out + "\""
                : command + " -Dargs=\"" + out + "\"";
    }
}
