package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finished runs that differ in one setting, side by side: in the number of training images, as in figure 10 of N. Srivastava,
 * G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: A simple way to prevent neural networks from overfitting", JMLR 15
 * (2014); in the drop rate, as in its figure 9; or in any other.
 *
 * @param setting name of the field that differs
 * @param runs in the order of its values
 */
public record Sweep(Path directory, String setting, List<Run> runs) {

    /** What may differ too: small data wants more epochs and seeds, and smaller batches. */
    private static final Set<String> EFFORT = Set.of("epochs", "evaluateEvery", "batch", "seeds");

    private static final Set<String> NEVER = Set.of("comparison", "methods", "test images");

    record Run(Path path, Results results, Map<String, String> settings) {

        static Run read(Path path) {
            Results results = Results.read(new RunFolder(path));
            RunInfo info = results.info();
            Map<String, String> settings = new TreeMap<>();
            info.options().forEach((name, value) -> settings.put(name, String.valueOf(value)));
            info.ownOptions().forEach((name, value) -> settings.put(name, String.valueOf(value)));
            settings.keySet().removeAll(Set.of("preset", "dataset", "dataDir"));
            settings.put("trainSize", String.valueOf(info.data().trainImages())); // the option may say: all
            settings.put("comparison", info.example());
            settings.put("methods", results.settings().methods().toString());
            settings.put("test images", info.data().title() + " " + info.data().testSha256());
            return new Run(path, results, settings);
        }
    }

    /**
     * Writes {@code sweep.png} and {@code sweep.md} into a directory whose subdirectories are runs; other subdirectories are passed
     * over.
     *
     * @return the test errors for a console
     * @throws UserException if there are fewer than two runs, one is not finished, or they differ in more than one setting
     */
    public static String write(Path directory) throws IOException {
        Sweep sweep = read(directory);
        AtomicFile.write(directory.resolve("sweep.png"), part -> Charts.saveSweep(sweep, part));
        AtomicFile.write(directory.resolve("sweep.md"), part -> Files.writeString(part, sweep.document()));
        String title = "Test error %, " + sweep.first().info().data().title();
        return String.format("%n%s%n%n%s", title, sweep.table(true).plain());
    }

    static Sweep read(Path directory) throws IOException {
        List<Run> runs;
        try (Stream<Path> entries = Files.list(directory)) {
            runs = entries.filter(path -> Files.isRegularFile(new RunFolder(path).info()))
                    .map(Run::read)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        String expected = directory + ": expected finished runs in it, two or more, that differ in one setting, found ";
        if (runs.size() < 2) {
            throw new UserException(
                    expected + runs.size() + ". Begin each with --out " + directory.resolve("<name>") + ".");
        }
        for (Run run : runs) {
            if (!run.results().unfinished().isEmpty()) {
                throw new UserException(expected + "one with " + run.results().unfinished() + ": " + run.path() + ".");
            }
        }
        Set<String> different = runs.stream()
                .flatMap(run -> run.settings().keySet().stream())
                .filter(name -> values(runs, name).distinct().count() > 1)
                .collect(Collectors.toCollection(TreeSet::new));
        if (different.size() > 1) {
            different.removeAll(EFFORT);
        }
        String setting = different.stream().findFirst().orElse("");
        if (different.size() != 1 || NEVER.contains(setting)) {
            throw new UserException(expected + "runs that differ in " + different + ".");
        }
        if (values(runs, setting).distinct().count() < runs.size()) {
            throw new UserException(expected + "two with the same " + setting + ": "
                    + values(runs, setting).sorted().toList() + ".");
        }
        boolean numbers = values(runs, setting).allMatch(value -> value.matches("-?[\\d.]+(E-?\\d+)?"));
        runs.sort(
                numbers
                        ? Comparator.comparingDouble(
                                run -> Double.parseDouble(run.settings().get(setting)))
                        : Comparator.comparing(run -> run.settings().get(setting)));
        return new Sweep(directory, setting, runs);
    }

    private static Stream<String> values(List<Run> runs, String setting) {
        return runs.stream().map(run -> String.valueOf(run.settings().get(setting)));
    }

    Results first() {
        return runs.get(0).results();
    }

    /** What the setting is called for a person. */
    String name() {
        return switch (setting) {
            case "trainSize" -> "training images";
            case "rate" -> "drop rate";
            default -> setting.replaceAll("([A-Z])", " $1").replace('-', ' ').toLowerCase(Locale.ROOT);
        };
    }

    /** The values of the setting, for a person. */
    List<String> values() {
        return values(runs, setting)
                .map(value -> value.matches("\\d+") ? String.format(Locale.ROOT, "%,d", Long.parseLong(value)) : value)
                .toList();
    }

    /** Test errors by setting; for a document also what they are compared with the first method, which is mostly no dropout. */
    private Table table(boolean console) {
        List<DropoutMethod> methods = first().settings().methods();
        DropoutMethod first = methods.get(0);
        List<DropoutMethod> others = console ? List.of() : methods.subList(1, methods.size());
        List<String> titles = new ArrayList<>(List.of(name(), "epochs", "batch", "seeds"));
        methods.forEach(method -> titles.add(method + (console ? "" : ", test error %")));
        others.forEach(method -> titles.add(method + " / " + first));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Results run = runs.get(i).results();
            RunInfo.Settings given = run.settings();
            List<String> row = new ArrayList<>(List.of(values().get(i), "" + given.epochs(), "" + given.batch()));
            row.add("" + given.seeds().size());
            for (DropoutMethod method : methods) {
                String text = run.last(method, Metric.TEST_ERROR).text(Metric.TEST_ERROR);
                row.add(console ? text.replace(" ± ", "±") : text);
            }
            double reference = run.last(first, Metric.TEST_ERROR).mean();
            for (DropoutMethod method : others) {
                double error = run.last(method, Metric.TEST_ERROR).mean();
                row.add(reference == 0 ? "-" : String.format(Locale.ROOT, "%.2f", error / reference));
            }
            rows.add(row);
        }
        return new Table(titles, rows);
    }

    private String document() {
        RunInfo info = first().info();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add("# Test error against " + name() + ", "
                + Summary.text(info.data().title()));
        paragraphs.addAll(Summary.warnings(first()));
        paragraphs.add("The first of the networks: " + Summary.text(info.network()) + ". Tested on "
                + String.format(Locale.ROOT, "%,d", info.data().testImages()) + " images.");
        paragraphs.add(table(false).markdown());
        paragraphs.add(
                "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best.");
        paragraphs.add("![Test error against " + name() + "](sweep.png)");
        paragraphs.add("Again:");
        paragraphs.add(Summary.code(runs.stream().map(Sweep::again).collect(Collectors.joining("\n"))));
        paragraphs.add("and then the same command with `-Dargs=\"--sweep " + directory + "\"`.");
        paragraphs.add(runs.stream()
                .map(run -> "- `" + run.path().getFileName() + "`: " + Summary.ranOn(run.results()))
                .collect(Collectors.joining("\n")));
        paragraphs.removeIf(String::isEmpty);
        return String.join("\n\n", paragraphs) + "\n";
    }

    /** The command of a run, into the directory where it is: the record has none, since that one was taken. */
    private static String again(Run run) {
        String command = run.results().info().command();
        String out = "--out " + (run.path().toString().contains(" ") ? "'" + run.path() + "'" : run.path());
        return command.endsWith("\"")
                ? command.substring(0, command.length() - 1) + " " + out + "\""
                : command + " -Dargs=\"" + out + "\"";
    }
}
