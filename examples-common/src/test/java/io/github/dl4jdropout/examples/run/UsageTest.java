package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told who ask for something that cannot be done; nothing is trained or written then. */
class UsageTest {

    @TempDir
    private Path directory;

    private Path out;

    @BeforeEach
    void chooseOutput() {
        out = directory.resolve("out");
    }

    private String refused(String... args) {
        StringWriter err = new StringWriter();
        int code = ExampleMain.commandLine(new TinyExample())
                .setErr(new PrintWriter(err))
                .execute(args);
        assertThat(code).isEqualTo(2);
        assertThat(out).doesNotExist();
        String[] lines = err.toString().split("\\R");
        assertThat(lines[lines.length - 1]).isEqualTo("All options and their defaults: --help");
        return err.toString()
                .substring(0, err.toString().lastIndexOf(lines[lines.length - 1]))
                .strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --preset x         | --preset: expected one of default, full, received x.
                    --methods plain,x  | --methods: expected one of plain, dropped, wide, received x.
                    --methods=         | --methods: expected one of plain, dropped, wide, received nothing.
                    --methods plain,plain | --methods: expected each value once, received [plain, plain].
                    --seeds 1,2,1      | --seeds: expected each value once, received [1, 2, 1].
                    --seeds a          | Invalid value for option '--seeds' (N): 'a' is not a long
                    --epochs 0         | --epochs: expected a whole number of at least 1, received 0.
                    --epochs 1.5       | Invalid value for option '--epochs': '1.5' is not an int
                    --batch -1         | --batch: expected a whole number of at least 1, received -1.
                    --train-size 0     | --train-size: expected a whole number of at least 1, received 0.
                    --train-size 61    | --train-size: expected at most 60, the number of training images, received 61.
                    --learning-rate 0  | --learning-rate: expected a finite number above 0, received 0.0.
                    --learning-rate NaN | --learning-rate: expected a finite number above 0, received NaN.
                    --rate 1.1         | --rate: expected a probability of dropping, from 0 to 1, received 1.1.
                    --rate -0.1        | --rate: expected a probability of dropping, from 0 to 1, received -0.1.
                    --rate NaN         | --rate: expected a probability of dropping, from 0 to 1, received NaN.
                    --dataset x        | --dataset: expected one of auto, synthetic, received x.
                    --data-dir nowhere | --data-dir: expected a directory, received nowhere, which is none.
                    --colour blue      | Unknown options: '--colour', 'blue'
                    --epochs           | Expected parameter for option '--epochs' but found '--out'
                    """)
    void aValueThatAnOptionDoesNotTake(String args, String message) {
        assertThat(refused((args + " --out " + out).split(" "))).startsWith(message);
    }

    @Test
    void dataThatIsGeneratedCannotBeRead() {
        assertThat(refused("--dataset", "synthetic", "--data-dir", directory.toString(), "--out", out.toString()))
                .isEqualTo("--data-dir and --dataset synthetic: expected one of the two, received both."
                        + " Synthetic data is generated, not read.");
    }

    @Test
    void replotTrainsNothing() {
        assertThat(refused("--replot", directory.toString(), "--epochs", "3", "--seeds", "1"))
                .isEqualTo("--replot: expected no option of training beside it, received --epochs, --seeds."
                        + " It draws what was measured, and trains nothing.");
    }

    @Test
    void resumeTakesItsSettingsFromTheRun() {
        assertThat(refused("--resume", directory.toString(), "--epochs", "3", "--out", out.toString(), "--quiet"))
                .isEqualTo("--resume: expected no option of training beside it, received --epochs, --out."
                        + " It goes on with the settings that the run was begun with.");
    }

    @Test
    void resumeNeedsARun() {
        assertThat(refused("--resume", directory.toString()))
                .isEqualTo("--resume: expected the directory of a run, with run.json, received " + directory + ".");
    }

    @Test
    void theTrainingUiTakesABuildThatHasIt() {
        assumeFalse(TrainingUi.isThere(), "This build has the training UI.");
        assertThat(refused("--ui", "--epochs", "3", "--out", out.toString()))
                .isEqualTo(
                        "--ui: expected a build with Deeplearning4j's training UI, received one without. Try: mvn -q -Pui"
                                + " compile exec:exec -pl examples-tiny -am -Dargs=\"--ui --epochs 3 --out " + out
                                + "\".");
    }

    @Test
    void replotNeedsARun() {
        assertThat(refused("--replot", directory.toString()))
                .isEqualTo("--replot: expected the directory of a run, with run.json and metrics.csv, received "
                        + directory + ".");
    }

    @Test
    void resultsOfTwoRunsAreNotMixed() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.createFile(taken.resolve("file"));
        assertThat(refused("--out", taken.toString()))
                .isEqualTo("--out: expected a new or an empty directory, received " + taken
                        + ", which holds files. Name another one, or remove this one first; --resume " + taken
                        + " goes on with the run in it, --replot " + taken + " draws its pictures again.");
        assertThat(taken.resolve("run.json")).doesNotExist();
    }

    @Test
    void aDirectoryIsForOneRunAtATime() throws IOException {
        RunFolder taken = new RunFolder(Files.createDirectory(directory.resolve("taken")));
        try (RunLock lock = RunLock.tryAcquire(taken).orElseThrow()) {
            assertThat(refused("--out", taken.path().toString()))
                    .isEqualTo("--out: expected a directory that no run is using, received " + taken.path()
                            + ", which is in use by " + RunLock.holder(lock.folder())
                            + ". Wait for that run, or end it first.");
        }
        assertThat(taken.info()).doesNotExist();
    }

    @Test
    void resultsDoNotReplaceAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(refused("--out", file.toString()))
                .isEqualTo("--out: expected a directory, received " + file + ", which is a file.");
    }
}
