package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.report.Results.Estimate;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finished runs of the same methods on the same test images that differ in one setting, in the order of its values. */
final class SweepRuns {

    /** What may differ in any case. */
    private static final Set<String> FREE = Set.of("preset", "dataset", "dataDir");

    /** What may differ too, if something else does: small data wants more epochs and seeds, and smaller batches. */
    private static final Set<String> EFFORT = Set.of("epochs", "evaluateEvery", "batch", "seeds");

    private final Path directory;
    private final String setting;
    private final List<Run> runs;

    record Run(RunFolder folder, Results results, Map<String, String> settings) {

        static Run read(RunFolder folder) {
            Results results = Results.read(folder);
            Map<String, String> settings = new TreeMap<>();
            Stream.of(results.info().options(), results.info().ownOptions())
                    .flatMap(options -> options.entrySet().stream())
                    .filter(option -> !FREE.contains(option.getKey()))
                    .forEach(option -> settings.put(option.getKey(), String.valueOf(option.getValue())));
            settings.put("trainSize", String.valueOf(results.info().data().trainImages())); // asked for may be all
            return new Run(folder, results, settings);
        }

        Estimate error(DropoutMethod method) {
            return results.last(method, Metric.TEST_ERROR);
        }
    }

    private SweepRuns(Path directory, List<Run> found) {
        this.directory = directory;
        requireSame(found, "comparison", run -> run.results().info().example());
        requireSame(found, "methods", run -> run.results().settings().methods());
        requireSame(
                found,
                "test images",
                run -> run.results().info().data().title() + " "
                        + run.results().info().data().testSha256());
        this.setting = setting(found);
        this.runs = found.stream()
                .sorted(
                        isNumeric(found)
                                ? Comparator.comparingDouble(run -> Double.parseDouble(value(run)))
                                : Comparator.comparing(this::value))
                .toList();
        for (int i = 1; i < runs.size(); i++) {
            if (value(runs.get(i)).equals(value(runs.get(i - 1)))) {
                throw refused("one run for each value of " + name(), "two for " + value(runs.get(i)));
            }
        }
    }

    /** Reads the runs in the subdirectories of a directory; other subdirectories are passed over. */
    static SweepRuns read(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return new SweepRuns(
                    directory,
                    entries.sorted()
                            .map(RunFolder::new)
                            .filter(folder -> Files.isRegularFile(folder.info()))
                            .map(Run::read)
                            .toList());
        }
    }

    private UserException refused(String expected, String found) {
        return new UserException(directory + ": expected " + expected + ", found " + found + ".");
    }

    private void requireSame(List<Run> found, String what, Function<Run, Object> value) {
        List<Object> different = found.stream().map(value).distinct().toList();
        if (different.size() > 1) {
            throw refused("runs with the same " + what, different.toString());
        }
    }

    private String setting(List<Run> found) {
        if (found.size() < 2) {
            throw refused(
                    "two or more directories of runs in it",
                    found.size() + "; begin each run with --out " + directory.resolve("<name>"));
        }
        for (Run run : found) {
            if (!run.results().unfinished().isEmpty()) {
                throw refused(
                        "runs that are finished",
                        run.folder().path() + " with "
                                + String.join("; ", run.results().unfinished()));
            }
        }
        Set<String> different = found.stream()
                .flatMap(run -> run.settings().keySet().stream())
                .filter(key -> found.stream()
                                .map(run -> run.settings().get(key))
                                .distinct()
                                .count()
                        > 1)
                .collect(Collectors.toCollection(TreeSet::new));
        if (different.size() > 1) {
            different.removeAll(EFFORT);
        }
        if (different.size() != 1) {
            throw refused(
                    "runs that differ in one setting", different.isEmpty() ? "none that do" : different.toString());
        }
        return different.iterator().next();
    }

    private boolean isNumeric(List<Run> found) {
        return found.stream().allMatch(run -> value(run).matches("-?\\d+(\\.\\d+)?(E-?\\d+)?"));
    }

    String value(Run run) {
        return String.valueOf(run.settings().get(setting));
    }

    /** What the setting is called for a person. */
    String name() {
        return switch (setting) {
            case "trainSize" -> "training images";
            case "rate" -> "drop rate";
            default -> setting.replaceAll("([A-Z])", " $1").replace('-', ' ').toLowerCase(Locale.ROOT);
        };
    }

    Results first() {
        return runs.get(0).results();
    }

    List<DropoutMethod> methods() {
        return first().settings().methods();
    }

    List<Estimate> errors(DropoutMethod method) {
        return runs.stream().map(run -> run.error(method)).toList();
    }

    /** Where the runs lie on the axis: at the value of the setting, or one by one if it is no number. */
    double[] positions() {
        return isNumeric(runs)
                ? runs.stream()
                        .mapToDouble(run -> Double.parseDouble(value(run)))
                        .toArray()
                : IntStream.range(0, runs.size()).asDoubleStream().toArray();
    }

    /** What stands at a place of the axis. */
    String label(double position) {
        if (isNumeric(runs)) {
            return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(position);
        }
        int index = (int) Math.round(position);
        return index == position && index >= 0 && index < runs.size() ? value(runs.get(index)) : "";
    }

    String label(Run run) {
        return label(positions()[runs.indexOf(run)]);
    }

    List<Run> runs() {
        return runs;
    }

    /** The description of the network says what the setting is, if it is one of the network. */
    boolean hasOneNetwork() {
        return runs.stream()
                        .map(run -> run.results().info().network())
                        .distinct()
                        .count()
                == 1;
    }

    /** A setting over an order of magnitude, and no error, nor a bar, that reaches down to 0. */
    boolean isLogarithmic() {
        double[] x = positions();
        return isNumeric(runs)
                && x[0] > 0
                && x[x.length - 1] >= 10 * x[0]
                && methods().stream()
                        .flatMap(method -> errors(method).stream())
                        .allMatch(error -> error.mean() - error.spread() > 0);
    }
}
