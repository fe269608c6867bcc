package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.assertSameResults;
import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.record.Steps;
import io.github.dl4jdropout.examples.comparison.run.Runs.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.io.FileUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a resumed run takes from the run before it, and what it refuses. */
class ResumeTest {

    /** Six epochs, the third of which is the first of its network. */
    private static final String SETTINGS =
            "--methods none,builtin,inverted --seeds 4 --epochs 2 --hidden 5 --no-bias --batch 7 --out ";

    @TempDir
    private static Path shared;

    private static Path whole;
    private static Path dead; // as it was when the third checkpoint was written

    @TempDir
    private Path directory;

    private RunFolder folder;

    /** Runs, and lets something happen after a file was written. */
    private static Outcome runWith(String args, String file, ThrowingCallable event) {
        List<Outcome> outcome = new ArrayList<>();
        Consumer<Path> watcher = last -> {
            if (last.endsWith(file)) {
                assertThatCode(event).doesNotThrowAnyException();
            }
        };
        Steps.watch(watcher, () -> outcome.add(run(args)));
        return outcome.get(0);
    }

    @BeforeAll
    static void runAndDie() {
        whole = shared.resolve("whole");
        dead = shared.resolve("dead");
        runWith(SETTINGS + whole, "000003.zip", () -> FileUtils.copyDirectory(whole.toFile(), dead.toFile()))
                .succeeded();
    }

    @BeforeEach
    void copyTheDead() throws IOException {
        folder = new RunFolder(directory.resolve("run"));
        FileUtils.copyDirectory(dead.toFile(), folder.path().toFile());
    }

    private void edit(String expression, String replacement) throws IOException {
        String text = Files.readString(folder.info());
        assertThat(text).containsPattern(expression);
        Files.writeString(folder.info(), text.replaceFirst(expression, replacement));
    }

    private Outcome resume() {
        return run("--resume " + folder.path());
    }

    private String refused(int code) throws IOException {
        String before = Files.readString(folder.info());
        String message = resume().failed(code);
        assertThat(folder.info()).content().isEqualTo(before);
        return message;
    }

    @Test
    void allSettingsAndOptionsAreTakenFromTheRecordAndAFinishedRunIsReportedAgain() throws IOException {
        String out = resume().succeeded();
        assertThat(out)
                .contains("Going on with the run in " + folder.path() + " after 3 of 6 epochs")
                .doesNotContain("another system");
        assertThat(out.lines().filter(line -> line.contains("/2  ")).map(line -> line.replaceFirst("/2 .*", "")))
                .containsExactly("builtin     4    2", "inverted    4    1", "inverted    4    2");
        assertSameResults(folder.path(), whole);
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.resumed()).hasSize(1);
        assertThat(info.resumed().get(0).epochsBefore()).isEqualTo(3);
        assertThat(info.ownOptions()).containsEntry("hidden", 5).containsEntry("noBias", true);

        Path report = folder.path().resolve("summary.md");
        String summary = Files.readString(report);
        Files.createDirectory(folder.checkpoints()); // as if it had been killed when it was about to be removed
        String complete = "The run in " + folder.path() + " is complete; its report is written again.";
        assertThat(resume().succeeded()).startsWith(complete);
        assertThat(report).content().isEqualTo(summary);
        assertThat(RunInfo.read(folder.info())).isEqualTo(info);
        assertThat(folder.checkpoints()).doesNotExist();
    }

    @Test
    void measurementsThatTheCheckpointDoesNotHaveAreMeasuredAgainAndADamagedCheckpointCostsAnEpoch()
            throws IOException {
        Files.copy(whole.resolve("metrics.csv"), folder.metrics(), StandardCopyOption.REPLACE_EXISTING);
        Path newest = folder.checkpoints().resolve("000003.zip");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 100));
        assertThat(resume().succeeded())
                .contains("Unusable checkpoint " + newest, "Going on from ", "after 2 of 6 epochs");
        assertSameResults(folder.path(), whole);
    }

    @Test
    void withoutAModelOrTheCheckpointsItDoesNotGoOn() throws IOException {
        Path model = folder.model(DropoutMethod.NONE, 4);
        Files.delete(model);
        String message = ": expected, since the checkpoint is of a network after it, found none.";
        assertThat(resume().failed(1)).startsWith("Model " + model + message);
        Checkpoint.deleteAll(folder.checkpoints());
        assertThat(refused(1))
                .contains("expected one of row 3, the last in metrics.csv, found none. The run cannot go on");
    }

    @Test
    void otherDataIsRefused() throws IOException {
        TinyComparison.testImages = 31;
        String message = refused(2);
        TinyComparison.testImages = 30;
        assertThat(message)
                .startsWith("--resume: expected the data that the run was begun with, SYNTHETIC data (blobs) (SHA-256 ")
                .contains(" of 30 test images), received SYNTHETIC data (blobs) (SHA-256 ")
                .contains(" of 31 test images) from a test", "Bring back that data, or begin a new run.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 | "epochs" : 2         | "epochs" : 3          | expected one of the run in run.json, {example=tiny,
            1 | "hidden" : 5         | "hidden" : 6          | expected one of the run in run.json, {example=tiny,
            1 | "trainSha256" : "..  | "trainSha256" : "xy   | expected one of the run in run.json, {example=tiny,
            2 | "example" : "tiny"   | "example" : "large"   | --resume: expected a run of tiny, received large.
            2 | A network of 5       | A good network of 5   | --resume: expected the network that this version trains: A network of 5 hidden units without biases, received A good
            """)
    void aRecordThatWasEditedIsRefused(int code, String expression, String replacement, String message)
            throws IOException {
        edit(expression, replacement);
        assertThat(refused(code)).contains(message);
    }

    @Test
    void anotherSystemIsNamedAndRecordedAndNotRefused() throws IOException {
        edit("\"dl4j\" : \"[^\"]*\"", "\"dl4j\" : \"0.9\"");
        edit("\"blas\"", "\"unknown\"");
        edit("\"cores\" : \"\\d+\"", "\"cores\" : \"1000\"");
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(resume().succeeded())
                .contains(
                        "The run was begun on another system, so its figures may differ from those of a run that was not"
                                + " interrupted: dl4j was 0.9, is now 1.0.0-M2.1; blas was not recorded, is now ")
                .contains("; cores was 1000, is now " + cores + ".");
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.software()).containsEntry("dl4j", "0.9");
        assertThat(info.resumed().get(0).software()).containsEntry("dl4j", "1.0.0-M2.1");
    }

    @ParameterizedTest
    @CsvSource({"metrics.csv, checkpoints/.part-000005.zip, 4", "checkpoints/000004.zip, .part-metrics.csv, 3"})
    @EnabledOnOs(OS.LINUX) // the others have no device that is always full
    void aFullDiskStopsTheRunAndLeavesWhatThereIs(String after, String full, int rows) throws IOException {
        Path part = folder.path().resolve(full);
        String resume = "--resume " + folder.path();
        String message = runWith(resume, after, () -> Files.createSymbolicLink(part, Path.of("/dev/full")))
                .failed(1);
        Path target = folder.path().resolve(full.replace(".part-", ""));
        assertThat(message)
                .startsWith("Cannot write " + target + ": No space left on device; free there: ")
                .contains(" MB. The run stopped after " + rows + " of 6 epochs; nothing of these is lost. To go on: ")
                .contains("mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"" + resume + "\"");
        assertThat(part).doesNotExist();
        assertThat(Runs.rows(folder.path())).hasSize(rows);
        resume().succeeded();
        assertSameResults(folder.path(), whole);
    }
}
