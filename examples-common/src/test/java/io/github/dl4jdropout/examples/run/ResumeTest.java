package io.github.dl4jdropout.examples.run;

import static io.github.dl4jdropout.examples.run.RunFixture.assertSameResults;
import static io.github.dl4jdropout.examples.run.RunFixture.resume;
import static io.github.dl4jdropout.examples.run.RunFixture.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.Steps;
import io.github.dl4jdropout.examples.run.RunFixture.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a resumed run takes from the run before it, and what it refuses. */
class ResumeTest {

    /** Six epochs, the third of which is the first of its network. */
    private static final String[] SETTINGS = {
        "--methods",
        "plain,dropped,seeded",
        "--seeds",
        "4",
        "--epochs",
        "2",
        "--hidden",
        "5",
        "--bias=false",
        "--batch",
        "7"
    };

    @TempDir
    private static Path shared;

    private static Path whole;

    /** What was left when the third checkpoint was written, and not more. */
    private static Path dead;

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeAll
    static void runAndDie() {
        whole = shared.resolve("whole");
        dead = shared.resolve("dead");
        Steps.watch(ResumeTest::copyAtTheThirdCheckpoint, () -> begin(whole).succeeded());
    }

    private static Outcome begin(Path out) {
        String[] args = Arrays.copyOf(SETTINGS, SETTINGS.length + 2);
        args[SETTINGS.length] = "--out";
        args[SETTINGS.length + 1] = out.toString();
        return run(args);
    }

    private static void copyAtTheThirdCheckpoint(Path last) {
        if (last.endsWith("000003.zip")) {
            try {
                RunFixture.copy(whole, dead);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeEach
    void copyTheDead() throws IOException {
        folder = new RunFolder(directory.resolve("run"));
        RunFixture.copy(dead, folder.path());
    }

    @AfterEach
    void sameDataAgain() {
        LongExample.testImages = 30;
    }

    private void edit(Path file, String expression, String replacement) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsPattern(expression);
        Files.writeString(file, text.replaceFirst(expression, replacement));
    }

    private String refused(int code) throws IOException {
        String before = Files.readString(folder.info());
        Outcome outcome = resume(folder.path());
        assertThat(outcome.code()).isEqualTo(code);
        assertThat(outcome.err()).doesNotContain("\tat ");
        assertThat(folder.info()).content().isEqualTo(before);
        return outcome.err();
    }

    @Test
    void takesAllSettingsAndOptionsFromTheRecord() throws IOException {
        Outcome outcome = resume(folder.path()).succeeded();
        assertThat(outcome.out())
                .startsWith("Going on with the run in " + folder.path() + " after 3 of 6 epochs")
                .contains("4/6  dropped  seed 4  epoch  2/2", "6/6  seeded   seed 4  epoch  2/2")
                .doesNotContain("another system");
        assertSameResults(folder.path(), whole);
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.resumed()).hasSize(1);
        assertThat(info.resumed().get(0).epochsBefore()).isEqualTo(3);
        assertThat(info.networkOptions()).containsEntry("hidden", "5").containsEntry("bias", "false");
        assertThat(folder.summary())
                .content()
                .contains("Resumed " + info.resumed().get(0).started() + " after 3 epochs");
    }

    @Test
    void quietIsTheOnlyOptionThatMayBeGivenAnew() throws IOException {
        Outcome outcome = run("--resume", folder.path().toString(), "--quiet").succeeded();
        assertThat(outcome.out().strip()).startsWith("SYNTHETIC data (blobs): ").doesNotContain("epoch  2/2");
        assertSameResults(folder.path(), whole);
    }

    @Test
    void aFinishedRunIsReportedAgain() throws IOException {
        resume(folder.path()).succeeded();
        String info = Files.readString(folder.info());
        byte[] summary = Files.readAllBytes(folder.summary());
        Files.delete(folder.summary());
        Files.createDirectory(folder.checkpoints()); // as if it had been killed when it was about to be removed
        assertThat(resume(folder.path()).succeeded().out())
                .startsWith("The run in " + folder.path() + " is complete; its report is written again.")
                .contains("after epoch 2;");
        assertThat(Files.readAllBytes(folder.summary())).isEqualTo(summary);
        assertThat(folder.info()).content().isEqualTo(info);
        assertThat(folder.checkpoints()).doesNotExist();
    }

    @Test
    void measurementsThatTheCheckpointDoesNotHaveAreMeasuredAnew() throws IOException {
        Files.copy(whole.resolve("metrics.csv"), folder.metrics(), StandardCopyOption.REPLACE_EXISTING);
        resume(folder.path()).succeeded();
        assertSameResults(folder.path(), whole);
    }

    @Test
    void aDamagedCheckpointCostsAnEpoch() throws IOException {
        Path newest = folder.checkpoints().resolve("000003.zip");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 100));
        assertThat(resume(folder.path()).succeeded().out())
                .contains("Unusable checkpoint " + newest, "after 2 of 6 epochs");
        assertSameResults(folder.path(), whole);
    }

    @Test
    void withoutItsCheckpointsItDoesNotGoOn() throws IOException {
        new Checkpoints(folder.checkpoints()).delete();
        assertThat(refused(1))
                .startsWith(
                        "Checkpoints " + folder.checkpoints() + ": expected one of epoch 2, since metrics.csv has"
                                + " as many rows, found none. The run cannot go on; begin a new one with the command in run.json.");
    }

    @Test
    void withoutTheModelOfAFinishedNetworkItDoesNotGoOn() throws IOException {
        Files.delete(folder.model("plain", 4));
        Outcome outcome = resume(folder.path());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("Model " + folder.model("plain", 4)
                        + ": expected, since the checkpoint is of a network after it, found none.");
    }

    @Test
    void otherDataIsRefused() throws IOException {
        LongExample.testImages = 31;
        assertThat(refused(2))
                .startsWith(
                        "--resume: expected the data that the run was begun with, SYNTHETIC data (blobs) from a test; 40 of"
                                + " 60 training images, drawn with seed 0 (SHA-256 ")
                .contains(" of 30 test images), received SYNTHETIC data (blobs) from ", " of 31 test images).")
                .contains("Bring back that data, or begin a new run.");
    }

    @Test
    void settingsThatWereEditedAreNotThoseOfTheCheckpoint() throws IOException {
        edit(folder.info(), "\"epochs\" : 2", "\"epochs\" : 3");
        assertThat(refused(1)).contains("expected one of the run in run.json, ", "epochs=3", ", found one of another");
    }

    @Test
    void aRunOfAnotherExampleIsRefused() throws IOException {
        edit(folder.info(), "\"example\" : \"long\"", "\"example\" : \"tiny\"");
        assertThat(refused(2))
                .startsWith("--resume: expected a run of long, received " + folder.path() + ", a run of tiny.");
    }

    @Test
    void optionsThatThisVersionDoesNotKnowAreRefused() throws IOException {
        new Checkpoints(folder.checkpoints()).delete();
        Files.delete(folder.metrics());
        edit(folder.info(), "\"hidden\" : \"5\"", "\"units\" : \"5\"");
        assertThat(refused(2))
                .startsWith("--resume: expected the options that this version knows, received {")
                .contains("units=5", "Unknown option: '--units=5'");
    }

    @Test
    void aNetworkThatThisVersionTrainsOtherwiseIsRefused() throws IOException {
        edit(folder.info(), "A network of 5", "A very good network of 5");
        assertThat(refused(2))
                .startsWith("--resume: expected a run of the network that this version trains, A network of 5 hidden"
                        + " units without biases, received A very good network of 5 hidden units without biases.");
    }

    @Test
    void anotherSystemIsNamedAndRecordedAndNotRefused() throws IOException {
        edit(folder.info(), "\"dl4j\" : \"[^\"]*\"", "\"dl4j\" : \"0.9\"");
        edit(folder.info(), "\"cores\" : \\d+", "\"cores\" : 1000");
        assertThat(resume(folder.path()).succeeded().out())
                .contains("The run was begun on another system, so its figures may differ from those of a run that was"
                        + " not interrupted: Deeplearning4j 0.9, now 1.0.0-M2.1; cores 1000, now "
                        + Runtime.getRuntime().availableProcessors() + ".");
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.software().dl4j()).isEqualTo("0.9");
        assertThat(info.resumed().get(0).software().dl4j()).isEqualTo("1.0.0-M2.1");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // the others have no device that is always full
    void aFullDiskStopsTheRunAndLeavesWhatThereIs() throws IOException {
        Path full = folder.checkpoints().resolve(".part-000005.zip");
        Outcome outcome = resumeWith("metrics.csv", () -> Files.createSymbolicLink(full, Path.of("/dev/full")));
        assertThat(outcome.err())
                .startsWith("Cannot write " + folder.checkpoints().resolve("000005.zip")
                        + ": No space left on device; it needs 0.0 MB; free there: ")
                .contains(
                        " The run stopped after 4 of 6 epochs; nothing of these is lost. Make room, or see to what else is"
                                + " wrong. To go on: mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"--resume ")
                .doesNotContain("\tat ");
        assertThat(full).doesNotExist();
        assertThat(RunInfo.read(folder.info()).status()).isEqualTo("failed");
        assertThat(RunFixture.rows(folder)).hasSize(4);
        resume(folder.path()).succeeded();
        assertSameResults(folder.path(), whole);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskThatLeavesTheRowUnwrittenIsMendedFromTheCheckpoint() throws IOException {
        resumeWith(
                "checkpoints/000004.zip",
                () -> Files.createSymbolicLink(folder.path().resolve(".part-metrics.csv"), Path.of("/dev/full")));
        assertThat(RunFixture.rows(folder)).hasSize(3);
        resume(folder.path()).succeeded();
        assertSameResults(folder.path(), whole);
    }

    private interface Fault {
        void happen() throws IOException;
    }

    /** Resumes, and lets something happen when a file has been written; the run must fail of it. */
    private Outcome resumeWith(String afterFile, Fault fault) {
        Consumer<Path> watcher = last -> {
            if (last.equals(folder.path().resolve(afterFile))) {
                try {
                    fault.happen();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        List<Outcome> outcomes = new ArrayList<>();
        Steps.watch(watcher, () -> outcomes.add(resume(folder.path())));
        assertThat(outcomes.get(0).code()).isEqualTo(1);
        return outcomes.get(0);
    }
}
