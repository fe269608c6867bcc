package io.github.dl4jdropout.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {

    private static final Path PUBLISHED = Path.of("..", "docs", "results", "benchmarks");

    @TempDir
    private Path directory;

    @Test
    void aBenchmarkHasOneNameInEarlierFilesAndInThoseOfNow() {
        assertThat(Measurements.name("a.b.ElementForwardBenchmark.pass", Map.of()))
                .isEqualTo(Measurements.name("a.b.DropoutPasses.Element.pass", Map.of("Param: pass", "FORWARD")))
                .isEqualTo(Measurements.name("pytorch.ElementForward.pass", Map.of("Param: pass", "")))
                .isEqualTo("ElementForward");
        assertThat(Measurements.name("a.b.MlpIterationBenchmark.iterationOfEach", Map.of()))
                .isEqualTo(Measurements.name("a.b.IterationBenchmark.iterationOfEach", Map.of("Param: network", "MLP")))
                .isEqualTo("MlpIteration");
    }

    @Test
    void thePublishedFilesGiveThePublishedFiguresAndPictures() throws IOException {
        for (String run : new String[] {"jdk17.csv", "jdk25.csv", "pytorch.csv"}) {
            Files.copy(PUBLISHED.resolve(run), directory.resolve(run));
        }
        DrawBenchmarks.main(new String[] {directory.toString()});
        List<String> rows = rows(directory);
        assertThat(rows).hasSize(3 * 15 + 3 * 3 + 4 + 24).containsExactlyElementsOf(rows(PUBLISHED));
        for (String picture : new String[] {"element-forward", "element-backward", "channel-forward"}) {
            assertThat(directory.resolve(picture + ".png")).isNotEmptyFile();
        }
    }

    /** The rows of all tables, without their heads. */
    private static List<String> rows(Path results) throws IOException {
        return Files.readString(results.resolve("tables.md"))
                .lines()
                .filter(line -> line.matches("\\| (\\d|MLP|CNN|jdk).*"))
                .toList();
    }

    @Test
    void aDirectoryWithoutResultsIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> Measurements.read(directory))
                .withMessageStartingWith(directory + ": expected CSV files of benchmarks, found none");
    }
}
