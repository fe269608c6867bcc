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

        /** Returns the standard output. */
        String succeeded() {
            assertThat(err).isEmpty();
            assertThat(code).isZero();
            return out;
        }

        /** Returns the standard error. */
        String failed(int expected) {
            assertThat(code).as(err).isEqualTo(expected);
            assertThat(err).doesNotContain("\tat ");
            return err;
        }
    }

    private Runs() {}

    static Outcome run(String args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new TinyComparison(), new PrintWriter(out), new PrintWriter(err), args.split(" "));
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Measurements but for the seconds, and parameters bit by bit; and nothing is left that only an unfinished run needs. */
    static void assertSameResults(Path actual, Path expected) throws IOException {
        assertThat(rows(actual)).isEqualTo(rows(expected));
        RunInfo.Settings settings = RunInfo.read(new RunFolder(actual).info()).settings();
        for (DropoutMethod method : settings.methods()) {
            for (long seed : settings.seeds()) {
                assertThat(parameters(actual, method, seed)).isEqualTo(parameters(expected, method, seed));
            }
        }
        assertThat(files(actual)).isEqualTo(files(expected));
    }

    /** Returns the measurements without the seconds. */
    static List<Metrics.Row> rows(Path folder) {
        return Metrics.read(folder.resolve("metrics.csv")).rows().stream()
                .map(row -> {
                    Map<Metric, Double> values = new EnumMap<>(row.values());
                    values.keySet().removeAll(List.of(Metric.TRAIN_SECONDS, Metric.EVALUATION_SECONDS));
                    return new Metrics.Row(row.method(), row.seed(), row.epoch(), values);
                })
                .toList();
    }

    /** As numbers, because arrays of ND4J are equal if they are nearly equal. */
    private static float[] parameters(Path folder, DropoutMethod method, long seed) throws IOException {
        Path model = new RunFolder(folder).model(method, seed);
        return ModelSerializer.restoreMultiLayerNetwork(model.toFile()).params().toFloatVector();
    }

    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
