package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Test errors by number of training images, and what they are to those of the first method, which is no dropout where that was run. */
final class TrainingSizesTable {

    private TrainingSizesTable() {}

    static TextTable of(TrainingSizes sizes) {
        List<String> methods = sizes.methods();
        List<String> titles = new ArrayList<>(List.of("training images", "epochs", "batch", "seeds"));
        methods.forEach(method -> titles.add(method + ", test error %"));
        methods.stream().skip(1).forEach(method -> titles.add(method + " / " + methods.get(0)));
        return new TextTable(
                titles, sizes.runs().stream().map(run -> row(run, methods)).toList());
    }

    private static List<String> row(Results run, List<String> methods) {
        RunSettings settings = run.info().settings();
        List<Estimate> errors =
                methods.stream().map(method -> TrainingSizes.error(run, method)).toList();
        double reference = errors.get(0).mean();
        List<String> row = new ArrayList<>(List.of(
                String.format(Locale.ROOT, "%,d", TrainingSizes.images(run)),
                String.valueOf(settings.epochs()),
                String.valueOf(settings.batch()),
                String.valueOf(settings.seeds().size())));
        errors.forEach(error -> row.add(error.text(2)));
        errors.stream()
                .skip(1)
                .forEach(error ->
                        row.add(reference == 0 ? "-" : String.format(Locale.ROOT, "%.2f", error.mean() / reference)));
        return row;
    }

    /** The whole of {@code training-sizes.md}. */
    static String document(TrainingSizes sizes, Path directory) {
        RunInfo info = sizes.first();
        return String.join(
                "\n",
                "# Test error against training images, " + info.data().title(),
                "",
                Summary.syntheticNote(info) + info.network() + ". Tested on "
                        + String.format(Locale.ROOT, "%,d", info.data().testImages()) + " images.",
                "",
                of(sizes).markdown(),
                "",
                "Mean ± sample standard deviation over seeds, after the last epoch, whichever epoch was the best. All runs of a size"
                        + " have the same training images.",
                "",
                "![Test error against training images](" + TrainingSizesReport.PICTURE + ")",
                "",
                "Again:",
                "",
                "```",
                sizes.runs().stream().map(run -> again(run, directory)).collect(Collectors.joining("\n")),
                "```",
                "",
                "and then the same command with `-Dargs=\"--by-size " + directory + "\"`.",
                "",
                sizes.runs().stream()
                        .map(run -> String.format(
                                Locale.ROOT, "- %,d images: %s", TrainingSizes.images(run), Summary.ranOn(run.info())))
                        .collect(Collectors.joining("\n")),
                "");
    }

    /** The command of a run, into a directory where its fellows are: the record has none, since the one that was is taken. */
    private static String again(Results run, Path directory) {
        String command = run.info().command();
        String out = "--out " + directory.resolve(String.valueOf(TrainingSizes.images(run)));
        return command.endsWith("\"")
                ? command.substring(0, command.length() - 1) + " " + out + "\""
                : command + " -Dargs=\"" + out + "\"";
    }
}
