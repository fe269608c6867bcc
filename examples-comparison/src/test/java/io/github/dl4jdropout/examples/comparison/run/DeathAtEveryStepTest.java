package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run writes files, forces them to the disk and renames them; between two such steps nothing on the disk changes. So a copy of its
 * folder after each step is what a process leaves that is killed there, and all of them are resumed here.
 */
class DeathAtEveryStepTest {

    private static final String BEGIN = "--methods builtin,inverted --seeds 5 --epochs 3 --evaluate-every 2 --out ";

    @TempDir
    private static Path directory;

    private static Path whole;

    /** What is left, by what was done last. */
    private static final Map<String, Path> LEFT = new LinkedHashMap<>();

    @BeforeAll
    static void runAndCopy() {
        whole = directory.resolve("whole");
        LEFT.clear();
        Steps.watch(DeathAtEveryStepTest::copy, () -> run(BEGIN + whole).succeeded());
    }

    private static void copy(Path last) {
        try {
            Path file = whole.relativize(last);
            String step = String.format("%02d %s", LEFT.size(), file);
            LEFT.put(step, left());
            if (last.getFileName().toString().startsWith(".part-")) {
                Path half = left();
                byte[] bytes = Files.readAllBytes(last);
                Files.write(half.resolve(file), Arrays.copyOf(bytes, bytes.length / 2));
                LEFT.put(step + ", half", half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path left() throws IOException {
        Path copy = Files.createTempDirectory(directory, "left");
        FileUtils.copyDirectory(whole.toFile(), copy.toFile());
        return copy;
    }

    @Test
    void thereAreStepsOfEveryKind() {
        String steps =
                ".part-run.json|run.json|metrics.csv|checkpoints/.part-000001.zip|checkpoints/.part-000001.zip, half|"
                        + "checkpoints/000001.zip|.part-metrics.csv|metrics.csv|checkpoints/000002.zip|metrics.csv|"
                        + "models/.part-builtin-seed5.zip|models/builtin-seed5.zip|checkpoints/000003.zip|checkpoints/000004.zip|"
                        + "models/inverted-seed5.zip|.part-run.json|run.json|curves.png|summary.md";
        assertThat(LEFT.keySet().stream().map(step -> step.substring(3))).containsSubsequence(steps.split("\\|"));
    }

    @TestFactory
    Stream<DynamicTest> aRunThatDiesThereAndIsResumedEndsAsOneThatDidNot() {
        return LEFT.entrySet().stream()
                .map(death -> DynamicTest.dynamicTest(death.getKey(), () -> {
                    Path left = death.getValue();
                    if (Files.exists(left.resolve("run.json"))) {
                        run("--resume " + left).succeeded();
                    } else {
                        run("--resume " + left).failed(2); // not begun: nothing to resume, nothing in the way
                        run(BEGIN + left).succeeded();
                    }
                    Runs.assertSameResults(left, whole);
                }));
    }
}
