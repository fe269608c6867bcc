package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs of one network on more and more training images, as in figure 10 of N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever,
 * R. Salakhutdinov, "Dropout: A simple way to prevent neural networks from overfitting", JMLR 15 (2014).
 *
 * @param runs complete ones, from few images to many, of the same methods
 */
public record TrainingSizes(List<Results> runs) {

    /** Where the picture goes. */
    public static final String PICTURE = "training-sizes.png";

    /** Where the table goes. */
    public static final String TABLE = "training-sizes.md";

    /**
     * Writes {@value #PICTURE} and {@value #TABLE}.
     *
     * @param directory whose subdirectories are runs, complete ones that differ in the number of training images, and in epochs, batch
     *     and seeds at will; other subdirectories are passed over
     * @return the table, for a console
     * @throws NotComparableException if there are fewer than two runs, or they differ in something else, or one is not complete
     * @throws IOException if files cannot be read or written
     */
    public static String write(Path directory) throws IOException {
        TrainingSizes sizes = read(directory);
        AtomicFile.write(directory.resolve(PICTURE), part -> TrainingSizesPicture.save(sizes, part));
        AtomicFile.write(directory.resolve(TABLE), part -> Files.writeString(part, TrainingSizesTable.document(sizes)));
        return TrainingSizesTable.of(sizes).plain();
    }

    static TrainingSizes read(Path directory) throws IOException {
        List<RunFolder> folders;
        try (Stream<Path> entries = Files.list(directory)) {
            folders = entries.map(RunFolder::new)
                    .filter(folder -> Files.isRegularFile(folder.info()))
                    .toList();
        }
        if (folders.size() < 2) {
            throw new NotComparableException(directory + ": expected two or more directories of runs in it, found "
                    + folders.size() + ". Begin each run with --out " + directory.resolve("<number of images>"));
        }
        List<Results> runs = new ArrayList<>();
        for (RunFolder folder : folders) {
            Results run = new Results(RunInfo.read(folder.info()), MetricsCsv.read(folder.metrics()));
            if (!run.unfinished().isEmpty()) {
                throw new NotComparableException(folder.path() + ": expected a run that is complete, found "
                        + String.join("; ", run.unfinished()) + ". Go on with it (--resume), or take it away.");
            }
            runs.add(run);
        }
        runs.sort(Comparator.comparingInt(run -> run.info().data().trainImages()));
        requireSame(directory, runs, "example", RunInfo::example);
        requireSame(directory, runs, "methods", info -> info.settings().methods());
        requireSame(directory, runs, "drop rate", info -> info.settings().rate());
        requireSame(directory, runs, "network", RunInfo::network);
        requireSame(
                directory,
                runs,
                "test images",
                info -> info.data().title() + " "
                        + Objects.requireNonNullElse(info.data().testSha256(), ""));
        for (int i = 1; i < runs.size(); i++) {
            if (images(runs.get(i)) == images(runs.get(i - 1))) {
                throw new NotComparableException(
                        directory + ": expected one run for a number of training images, found two" + " for "
                                + images(runs.get(i)) + ".");
            }
        }
        return new TrainingSizes(List.copyOf(runs));
    }

    private static void requireSame(Path directory, List<Results> runs, String what, Function<RunInfo, Object> value)
            throws NotComparableException {
        List<Object> different =
                runs.stream().map(Results::info).map(value).distinct().toList();
        if (different.size() > 1) {
            throw new NotComparableException(
                    directory + ": expected runs with the same " + what + ", found " + different + ".");
        }
    }

    static int images(Results run) {
        return run.info().data().trainImages();
    }

    /** What all runs have in common is in any of them. */
    RunInfo first() {
        return runs.get(0).info();
    }

    List<String> methods() {
        return first().settings().methods();
    }

    /** The test errors of a method, run by run. */
    List<Estimate> errors(String method) {
        return runs.stream()
                .flatMap(run -> run.methods().stream())
                .filter(result -> result.method().equals(method))
                .map(MethodResult::errorPercent)
                .toList();
    }
}
