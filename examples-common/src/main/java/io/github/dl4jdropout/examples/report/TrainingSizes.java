package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.EpochRecord;
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
record TrainingSizes(List<Results> runs) {

    /**
     * Reads the runs in the subdirectories of a directory; subdirectories that are no runs are passed over.
     *
     * @throws NotComparableException if there are fewer than two, or they differ in something else than the number of training images,
     *     epochs, batch and seeds, or one is not complete
     */
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
            Results run = new Results(RunInfo.read(folder.info()), rows(folder));
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

    /** A run that was killed in its first epoch may have none. */
    private static List<EpochRecord> rows(RunFolder folder) throws IOException {
        return Files.exists(folder.metrics()) ? MetricsCsv.read(folder.metrics()) : List.of();
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
        return runs.stream().map(run -> error(run, method)).toList();
    }

    /** The test error of a method in one of the runs. */
    static Estimate error(Results run, String method) {
        return run.methods().stream()
                .filter(result -> result.method().equals(method))
                .findFirst()
                .orElseThrow()
                .errorPercent();
    }
}
