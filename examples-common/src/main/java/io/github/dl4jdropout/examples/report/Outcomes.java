package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.ReliabilityBin;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the networks of a run say about the test set.
 *
 * @param all in the order of methods, then of seeds; networks that were not finished are not among them
 */
record Outcomes(List<Outcome> all) {

    static Outcomes read(RunFolder folder, RunSettings settings) throws IOException {
        List<Outcome> all = new ArrayList<>();
        for (String method : settings.methods()) {
            for (long seed : settings.seeds()) {
                Path file = folder.outcome(method, seed);
                if (Files.exists(file)) {
                    all.add(Outcome.read(file));
                }
            }
        }
        return new Outcomes(all);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<String> methods() {
        return all.stream().map(Outcome::method).distinct().toList();
    }

    List<Outcome> of(String method) {
        return all.stream().filter(outcome -> outcome.method().equals(method)).toList();
    }

    /** The network with the fewest test errors; of several such the first. */
    Optional<Outcome> best() {
        return all.stream().min(Comparator.comparingLong(outcome -> errors(outcome.confusion())));
    }

    /** Bins of all seeds of a method, put together; those without examples are left out. */
    List<ReliabilityBin> reliability(String method) {
        List<Outcome> seeds = of(method);
        return IntStream.range(0, seeds.get(0).reliability().size())
                .mapToObj(bin -> pooled(
                        seeds.stream().map(seed -> seed.reliability().get(bin)).toList()))
                .filter(bin -> bin.count() > 0)
                .toList();
    }

    private static ReliabilityBin pooled(List<ReliabilityBin> bins) {
        int count = bins.stream().mapToInt(ReliabilityBin::count).sum();
        return new ReliabilityBin(
                count,
                bins.stream().mapToDouble(bin -> bin.count() * bin.confidence()).sum() / count,
                bins.stream().mapToDouble(bin -> bin.count() * bin.accuracy()).sum() / count);
    }

    /** Confusion counts of all seeds of a method, added up. */
    int[][] confusion(String method) {
        int classes = all.get(0).classes().size();
        int[][] sum = new int[classes][classes];
        of(method)
                .forEach(outcome -> IntStream.range(0, classes)
                        .forEach(truth -> IntStream.range(0, classes)
                                .forEach(said -> sum[truth][said] += outcome.confusion()[truth][said])));
        return sum;
    }

    /** Such as "none, seed 2: 1,001 of 10,000 test images wrong (10.01 %)". */
    static String words(Outcome outcome) {
        long wrong = errors(outcome.confusion());
        long images = wrong
                + IntStream.range(0, outcome.confusion().length)
                        .mapToLong(k -> outcome.confusion()[k][k])
                        .sum();
        return String.format(
                Locale.ROOT,
                "%s, seed %d: %,d of %,d test images wrong (%.2f %%)",
                outcome.method(),
                outcome.seed(),
                wrong,
                images,
                100.0 * wrong / images);
    }

    static long errors(int[][] confusion) {
        return IntStream.range(0, confusion.length)
                .mapToLong(truth -> IntStream.range(0, confusion.length)
                        .filter(said -> said != truth)
                        .mapToLong(said -> confusion[truth][said])
                        .sum())
                .sum();
    }
}
