package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;

/** Runs of {@link LongExample} in this process, and what must be equal between two of them. */
final class RunFixture {

    /**
     * What a run said.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    record Outcome(int code, String out, String err) {

        Outcome succeeded() {
            assertThat(err).isEmpty();
            assertThat(code).isZero();
            return this;
        }
    }

    private RunFixture() {}

    static Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ExampleMain.commandLine(new LongExample())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Outcome(code, out.toString(), err.toString());
    }

    static Outcome resume(Path directory) {
        return run("--resume", directory.toString());
    }

    /** Measurements but for the seconds, and parameters bit by bit; and nothing is left that only an unfinished run needs. */
    static void assertSameResults(Path directory, Path expected) throws IOException {
        RunFolder folder = new RunFolder(directory);
        RunFolder other = new RunFolder(expected);
        assertThat(rows(folder)).isEqualTo(rows(other));
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.status()).isEqualTo("complete");
        for (String method : info.settings().methods()) {
            for (long seed : info.settings().seeds()) {
                assertThat(parameters(folder.model(method, seed))).isEqualTo(parameters(other.model(method, seed)));
                assertThat(folder.outcome(method, seed)).hasSameBinaryContentAs(other.outcome(method, seed));
            }
        }
        assertThat(files(directory)).isEqualTo(files(expected));
    }

    static List<EpochRecord> rows(RunFolder folder) throws IOException {
        return MetricsCsv.read(folder.metrics()).stream()
                .map(row -> new EpochRecord(
                        row.method(),
                        row.seed(),
                        row.epoch(),
                        row.batchLoss(),
                        row.batchErrorPercent(),
                        row.trainErrorPercent(),
                        row.trainNll(),
                        row.testErrorPercent(),
                        row.testNll(),
                        row.testEce(),
                        0,
                        0))
                .toList();
    }

    /** As numbers, because arrays of ND4J are equal if they are nearly equal. */
    private static float[] parameters(Path model) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(model.toFile()).params().toFloatVector();
    }

    static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString())
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
