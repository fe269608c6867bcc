package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.dl4jdropout.examples.record.Outcome.Filters;
import io.github.dl4jdropout.examples.record.Outcome.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class OutcomeTest {

    @TempDir
    private Path directory;

    /**
     * A network that is right {@code right} times for each of two classes, and took one picture of the second for the first. Images
     * are 2×2 in colour.
     */
    public static Outcome example(String method, long seed, int right) {
        ImageShape shape = new ImageShape(3, 2, 2);
        return new Outcome(
                method,
                seed,
                List.of("cat", "dog"),
                List.of(new ReliabilityBin(0, 0, 0), new ReliabilityBin(2 * right + 1, 0.75, 0.5)),
                new int[][] {{right, 0}, {1, right}},
                shape,
                List.of(new Mistake(4, 1, 0, 0.875, 0.125, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte) 255})),
                new Filters(1, shape, new float[] {1, 0, 0, 0, 0.5f, 0, 0, 0, -1, 0, 0, 0}));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = directory.resolve("none-seed3.json");
        example("none", 3, 5).write(file);
        assertThat(Outcome.read(file)).usingRecursiveComparison().isEqualTo(example("none", 3, 5));
    }

    @Test
    void picturesAndFiltersMayBeMissing() throws IOException {
        Path file = directory.resolve("none-seed3.json");
        Outcome bare = new Outcome("none", 3, List.of("a"), List.of(), new int[][] {{1}}, null, List.of(), null);
        bare.write(file);
        assertThat(Outcome.read(file)).usingRecursiveComparison().isEqualTo(bare);
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Path file = Files.writeString(directory.resolve("x.json"), "{\"colour\": 1}");
        assertThatIOException()
                .isThrownBy(() -> Outcome.read(file))
                .withMessageStartingWith(file
                        + ": expected the outcome of a network as this version writes it, found: Unrecognized field");
    }
}
