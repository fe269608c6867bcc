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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finished runs that differ in one setting, in the order of its values: in the number of training images, as in figure 10 of
 * N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: A simple way to prevent neural networks from
 * overfitting", JMLR 15 (2014); in the drop rate, as in its figure 9; or in any other.
 */
public record Sweep(Path directory, String setting, List<Run> runs) {
    /** What may differ too: small data wants more epochs and seeds, and smaller batches. */
    private static final Set<String> EFFORT = Set.of("epochs", "evaluateEvery", "batch", "seeds");

    private static final Set<String> NEVER = Set.of("comparison", "methods", "test images");

    record Run(Path path, Results results, Map<String, Object> settings) {
        static Run read(Path path) {
            Results results = Results.read(new RunFolder(path));
            RunInfo info = results.info();
            Map<String, Object> settings = new HashMap<>(info.options());
            settings.putAll(info.ownOptions());
            settings.keySet().removeAll(Set.of("preset", "dataset", "dataDir", "trainSize"));
            settings.put("training images", info.data().trainImages()); // trainSize may say: all
            settings.put("seeds", results.settings().seeds().size());
            settings.put("comparison", info.example());
            settings.put("methods", results.settings().methods());
            settings.put("test images", info.data().title() + " " + info.data().testSha256());
            return new Run(path, results, settings);
        }

        String value(String setting) {
            return String.valueOf(settings.get(setting));
        }

        /** The command, into the directory where the run is: the record has none, since that one was taken. */
        String again() {
            String command = results.info().command();
            String out = "--out " + (path.toString().contains(" ") ? "'" + path + "'" : path) + "\"";
            return command.endsWith("\"") ? command.replaceAll("\"$", " ") + out : command + " -Dargs=\"" + out;
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
        AtomicFile.write(directory.resolve("sweep.png"), part -> Charts.save(part, Charts.sweep(sweep)));
        AtomicFile.write(directory.resolve("sweep.md"), part -> Files.writeString(part, sweep.document()));
        return "\nTest error %, " + sweep.first().info().data().title() + "\n\n"
                + sweep.table(List.of()).plain();
    }

    static Sweep read(Path directory) throws IOException {
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            Stream<Path> folders = entries.filter(path -> Files.isRegularFile(new RunFolder(path).info()));
            folders.forEach(path -> runs.add(Run.read(path)));
        }
        if (runs.size() < 2) {
            throw refused(directory, runs.size() + ". Begin each with --out " + directory.resolve("<name>"));
        }
        for (Run run : runs) {
            if (!run.results().unfinished().isEmpty()) {
                throw refused(directory, "one with " + run.results().unfinished() + ": " + run.path());
            }
        }
        Set<String> different = new TreeSet<>();
        runs.forEach(run -> different.addAll(run.settings().keySet()));
        different.removeIf(setting -> values(runs, setting).distinct().count() == 1);
        if (different.size() > 1) {
            different.removeAll(EFFORT);
        }
        String setting = different.stream().findFirst().orElse("");
        if (different.size() != 1 || NEVER.contains(setting)) {
            throw refused(directory, "runs that differ in " + different);
        }
        List<String> values = values(runs, setting).sorted().toList();
        if (Set.copyOf(values).size() < runs.size()) {
            throw refused(directory, "two with the same " + setting + ": " + values);
        }
        runs.sort(Comparator.comparingDouble((Run run) -> number(run.value(setting)))
                .thenComparing(run -> run.value(setting)));
        return new Sweep(directory, setting, runs);
    }

    private static UserException refused(Path directory, String found) {
        return new UserException(directory
                + ": expected finished runs in it, two or more, that differ in one setting, found " + found + ".");
    }

    private static Stream<String> values(List<Run> runs, String setting) {
        return runs.stream().map(run -> run.value(setting));
    }

    private static double number(String value) {
        return value.matches("-?[\\d.]+(E-?\\d+)?") ? Double.parseDouble(value) : Double.POSITIVE_INFINITY;
    }

    Results first() {
        return runs.get(0).results();
    }

    /** What the setting is called for a person, nearly as its option is. */
    String name() {
        return setting.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).replace('-', ' ');
    }

    List<String> values() {
        return values(runs, setting).toList();
    }

    /** Test errors by setting, and those of some methods divided by that of the first, which is mostly no dropout. */
    private Table table(List<DropoutMethod> divided) {
        List<DropoutMethod> methods = first().settings().methods();
        List<String> titles = new ArrayList<>(List.of(name(), "epochs", "batch", "seeds"));
        methods.forEach(method -> titles.add(method.id()));
        divided.forEach(method -> titles.add(method + " / " + methods.get(0)));
        List<List<String>> lines = new ArrayList<>(List.of(titles));
        for (Run run : runs) {
            List<String> line = new ArrayList<>();
            List.of(setting, "epochs", "batch", "seeds").forEach(name -> line.add(run.value(name)));
            methods.forEach(method -> line.add(run.results().error(method).text(Metric.TEST_ERROR)));
            double first = run.results().error(methods.get(0)).mean();
            for (DropoutMethod method : divided) {
                double quotient = run.results().error(method).mean() / first;
                line.add(first == 0 ? "-" : String.format(Locale.ROOT, "%.2f", quotient));
            }
            lines.add(line);
        }
        return new Table(lines);
    }

    private String document() {
        RunInfo info = first().info();
        List<DropoutMethod> methods = first().settings().methods();
        return Summary.document(
                "# Test error against " + name() + ", "
                        + Summary.text(info.data().title()),
                Summary.warnings(first()),
                "The first of the networks: " + Summary.text(info.network()) + ".",
                table(methods.subList(1, methods.size())).markdown(),
                "Test errors in per cent on " + info.data().testImages()
                        + " images, mean ± sample standard deviation over"
                        + " seeds, after the last epoch, whichever epoch was the best.",
                "![Test error](sweep.png)",
                "Again:",
                Summary.code(runs.stream().map(Run::again).collect(Collectors.joining("\n"))),
                "and then the same command with `-Dargs=\"--sweep " + directory + "\"`.",
                runs.stream()
                        .map(run -> "- `" + run.path().getFileName() + "`: " + Summary.ranOn(run.results()))
                        .collect(Collectors.joining("\n")));
    }
}
