package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

    @TempDir
    private Path directory;

    private void run(String name, Consumer<TinyRun> change) {
        TinyRun run = new TinyRun(NONE, INVERTED).errors(NONE, 10, 11, 12).errors(INVERTED, 8, 9, 11);
        change.accept(run);
        run.write(directory.resolve(name));
    }

    private String document() throws IOException {
        return Files.readString(directory.resolve("sweep.md"));
    }

    @Test
    void runsOnMoreAndMoreImagesGiveTheFiguresThatTheFirstVersionGave() throws IOException {
        for (String size : new String[] {"100", "500", "1000", "5000", "10000", "50000"}) {
            Path old = Path.of("..", "docs", "results", "mnist-sizes", size);
            FileUtils.copyDirectoryToDirectory(old.toFile(), directory.toFile());
        }
        assertThat(Sweep.write(directory).lines()).allMatch(line -> line.length() <= 80);
        assertThat(document())
                .startsWith("# Test error against training images, MNIST\n")
                .containsSubsequence(
                        "| 100 | 40 | 10 | 3 | 24.34 ± 0.42 | 22.14 ± 0.34 | 0.91 |",
                        "| 500 | 30 | 25 | 3 | 10.68 ± 0.16 | 10.13 ± 0.25 | 0.95 |",
                        "| 1000 | 30 | 50 | 3 | 8.42 ± 0.21 | 8.00 ± 0.12 | 0.95 |",
                        "| 5000 | 30 | 100 | 2 | 4.03 ± 0.28 | 3.61 ± 0.09 | 0.90 |",
                        "| 10000 | 25 | 100 | 2 | 3.12 ± 0.03 | 2.74 ± 0.04 | 0.88 |",
                        "| 50000 | 15 | 250 | 1 | 1.44 | 1.62 | 1.13 |")
                .contains("--batch 250 --epochs 15 --seeds 1 --out " + directory.resolve("50000") + "\"\n")
                .contains("`-Dargs=\"--sweep " + directory + "\"`");
        assertThat(directory.resolve("sweep.png")).isNotEmptyFile();
    }

    @Test
    void anySettingCanBeTheOneThatDiffers() throws IOException {
        Files.createDirectories(directory.resolve("no run"));
        run("a", run -> run.hidden = "wide");
        run("b", run -> run.hidden = "narrow");
        run("c", run -> run.hidden = "1,2");
        Sweep.write(directory);
        Sweep.write(directory); // over the one before
        assertThat(document()).containsSubsequence("| hidden |", "\n| 1,2 |", "\n| narrow |", "\n| wide |");
    }

    @Test
    void syntheticDataIsCalledSo() throws IOException {
        for (int size : new int[] {100, 200}) {
            run("" + size, run -> run.data = new RunInfo.DataInfo("blobs", true, "drawn", size, 1000, "aa", "bb"));
        }
        assertThat(Sweep.write(directory)).contains("SYNTHETIC data (blobs)");
        assertThat(document()).contains("training images, SYNTHETIC data (blobs)\n\n**The images are SYNTHETIC");
        assertThat(Charts.sweep(Sweep.read(directory)).getTitle()).contains("SYNTHETIC");
    }

    @Test
    void runsThatCannotBeComparedAreRefused() throws IOException {
        refused("0. Begin each with --out ");
        run("a", run -> {});
        refused("1. Begin each with --out ");
        run("b", run -> {});
        refused("runs that differ in [].");
        run("b", run -> {
            run.given.rate = 0.1;
            run.hidden = "9";
        });
        refused("runs that differ in [hidden, rate].");
        run("b", run -> {
            run.given.rate = 0.1;
            run.given.batch = 3;
        });
        assertThat(Sweep.write(directory)).contains("rate");
        run("c", run -> run.given.rate = 0.1);
        refused("two with the same rate: [0.1, 0.1, 0.5].");
        run("c", run -> run.given.epochs = 3);
        refused("one with [none, seed 1: 2 of 3 epochs, ");
        Files.delete(directory.resolve("b/run.json"));
        run("c", run -> run.data = new RunInfo.DataInfo("blobs", false, "", 2000, 10_000, "aa", "other"));
        refused("runs that differ in [test images].");
        run("c", run -> run.given.methods = List.of(NONE));
        refused("runs that differ in [methods].");
    }

    private void refused(String found) {
        String expected = ": expected finished runs in it, two or more, that differ in one setting, found ";
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> Sweep.write(directory))
                .withMessageStartingWith(directory + expected + found);
    }
}
