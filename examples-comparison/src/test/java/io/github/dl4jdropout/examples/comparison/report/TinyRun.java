package io.github.dl4jdropout.examples.comparison.report;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.record.RunInfoTest.Given;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A run with made-up figures: test errors are given, the other figures follow from them. */
final class TinyRun {

    final Given given = new Given();
    final Metrics metrics = new Metrics();
    RunInfo.DataInfo data = new RunInfo.DataInfo("blobs", false, "a test", 2000, 10_000, "aa", "bb");
    String network = "A tiny network";
    String hidden = "4";

    TinyRun(DropoutMethod... methods) {
        given.methods = List.of(methods);
        given.seeds = List.of(1L, 2L, 3L);
        given.epochs = 2;
    }

    /** Adds a finished network for each error, seeds counting from 1. */
    TinyRun errors(DropoutMethod method, double... errors) {
        for (int i = 0; i < errors.length; i++) {
            row(method, i + 1, 1, errors[i] + 10);
            row(method, i + 1, given.epochs, errors[i]);
        }
        return this;
    }

    TinyRun row(DropoutMethod method, long seed, int epoch, double error) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            values.put(metric, error / 10);
        }
        values.put(Metric.TEST_ERROR, error);
        values.put(Metric.TRAIN_ERROR, error / 2);
        metrics.add(new Metrics.Row(method, seed, epoch, values));
        return this;
    }

    RunInfo info() {
        given.trainSize = data.trainImages();
        return RunInfo.begun(
                "tiny", "mvn -Dargs=\"--x 1\"", given, network, Map.of("hidden", hidden), data, Map.of(), Map.of());
    }

    Results results() {
        return Results.of(info(), metrics);
    }

    RunFolder write(Path directory) {
        RunFolder folder = new RunFolder(directory);
        info().write(folder.info());
        if (!metrics.rows().isEmpty()) {
            metrics.write(folder.metrics());
        }
        return folder;
    }
}
