package io.github.dl4jdropout.examples.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;

/** Runs of {@link TinyComparison} in this process, and what must be equal between two of them. */
final class Runs {

    /** What a run said, and its exit code. */
    record Outcome(int code, String out, String err) {

        Outcome succeeded() {
            assertThat(err).isEmpty();
            assertThat(code).isZero();
            return this;
        }
    }

    private Runs() {}

    interface Event {
        void happen() throws IOException;
    }

    /** Lets something happen after a file was written. */
    static void when(Path last, String file, Event event) {
        if (last.endsWith(file)) {
            try {
                event.happen();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new TinyComparison(), new PrintWriter(out), new PrintWriter(err), args);
        return new Outcome(code, out.toString(), err.toString());
    }

    static Outcome resume(Path folder) {
        return run("--resume", folder.toString());
    }

    /** Measurements but for the seconds, and parameters bit by bit; and nothing is left that only an unfinished run needs. */
    static void assertSameResults(Path actual, Path expected) throws IOException {
        RunFolder folder = new RunFolder(actual);
        RunFolder other = new RunFolder(expected);
        assertThat(rows(folder)).isEqualTo(rows(other));
        RunInfo.Settings settings = RunInfo.read(folder.info()).settings();
        for (DropoutMethod method : settings.methods()) {
            for (long seed : settings.seeds()) {
                assertThat(parameters(folder.model(method, seed))).isEqualTo(parameters(other.model(method, seed)));
            }
        }
        assertThat(files(actual)).isEqualTo(files(expected));
    }

    /** Without the seconds. */
    static List<Metrics.Row> rows(RunFolder folder) throws IOException {
        return Metrics.read(folder.metrics()).rows().stream()
                .map(row -> {
                    Map<Metric, Double> values = new EnumMap<>(row.values());
                    values.remove(Metric.TRAIN_SECONDS);
                    values.remove(Metric.EVALUATION_SECONDS);
                    return new Metrics.Row(row.method(), row.seed(), row.epoch(), values);
                })
                .toList();
    }

    /** As numbers, because arrays of ND4J are equal if they are nearly equal. */
    private static float[] parameters(Path model) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(model.toFile()).params().toFloatVector();
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }
}
