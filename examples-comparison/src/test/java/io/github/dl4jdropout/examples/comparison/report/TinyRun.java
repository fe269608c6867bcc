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
import java.util.stream.LongStream;

/** A run of two epochs with made-up figures: test errors are given, the other figures follow from them. */
final class TinyRun {

    final Given given = new Given();
    final Metrics metrics = new Metrics();
    RunInfo.DataInfo data = new RunInfo.DataInfo("blobs", false, "a test", 2000, 10_000, "aa", "bb");
    String network = "A tiny network";
    String hidden = "4";

    TinyRun(DropoutMethod... methods) {
        given.methods = List.of(methods);
    }

    /** Adds a finished network for each error, seeds counting from 1; the run has as many seeds as the last call had errors. */
    TinyRun errors(DropoutMethod method, double... errors) {
        given.seeds = LongStream.rangeClosed(1, errors.length).boxed().toList();
        for (int i = 0; i < errors.length; i++) {
            row(method, i + 1, 1, errors[i] + 10);
            row(method, i + 1, 2, errors[i]);
        }
        return this;
    }

    TinyRun row(DropoutMethod method, long seed, int epoch, double error) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        List.of(Metric.values()).forEach(metric -> values.put(metric, error / 10));
        values.put(Metric.TEST_ERROR, error);
        values.put(Metric.TRAIN_ERROR, error / 2);
        metrics.add(new Metrics.Row(method, seed, epoch, values));
        return this;
    }

    private RunInfo info() {
        given.trainSize = data.trainImages();
        Map<String, String> own = Map.of("hidden", hidden);
        return RunInfo.begun("tiny", "mvn -Dargs=\"--x 1\"", given, network, own, data);
    }

    Results results() {
        return new Results(info(), info().settings(), metrics.rows());
    }

    RunFolder write(Path directory) {
        RunFolder folder = new RunFolder(directory);
        info().write(folder.info());
        metrics.write(folder.metrics());
        return folder;
    }
}
