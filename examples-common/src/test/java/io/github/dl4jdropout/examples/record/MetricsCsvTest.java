package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsCsvTest {

    private static final EpochRecord FIRST =
            new EpochRecord("none", 1, 1, 0.1, 1 / 3.0, 2, Math.PI, 1e-300, Double.MIN_VALUE, 0, 12.5, 1e9);
    private static final EpochRecord SECOND = new EpochRecord("guide", -2, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("metrics.csv");
    }

    private void write(EpochRecord... rows) throws IOException {
        MetricsCsv.write(file, List.of(rows));
    }

    @Test
    void readsBackWhatWasWrittenToTheLastBit() throws IOException {
        write(FIRST, SECOND);
        assertThat(MetricsCsv.read(file)).containsExactly(FIRST, SECOND);
    }

    @Test
    void replacesTheFile() throws IOException {
        write(FIRST);
        write(FIRST, SECOND);
        assertThat(file).content().isEqualTo(MetricsCsv.text(List.of(FIRST, SECOND)));
    }

    @Test
    void aLineThatWasCutOffIsIgnored() throws IOException {
        write(FIRST, SECOND);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 5));
        assertThat(MetricsCsv.read(file)).containsExactly(FIRST);
    }

    @Test
    void namesTheLineThatIsNoRow() throws IOException {
        write(FIRST);
        Files.writeString(file, Files.readString(file) + "none,1,2,x\n");
        assertThatIOException()
                .isThrownBy(() -> MetricsCsv.read(file))
                .withMessage(
                        file + ", line 3: expected a method and 11 numbers, separated by commas, found none,1,2,x");
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Files.writeString(file, "a,b\n1,2\n");
        assertThatIOException()
                .isThrownBy(() -> MetricsCsv.read(file))
                .withMessageStartingWith(file + ", line 1: expected the header method,seed,epoch,")
                .withMessageEndingWith("found a,b");
        Files.writeString(file, "");
        assertThatIOException().isThrownBy(() -> MetricsCsv.read(file)).withMessageEndingWith("found nothing");
    }
}
