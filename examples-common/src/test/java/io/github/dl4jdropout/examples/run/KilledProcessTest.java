package io.github.dl4jdropout.examples.run;

import static io.github.dl4jdropout.examples.run.RunFixture.assertSameResults;
import static io.github.dl4jdropout.examples.run.RunFixture.resume;
import static io.github.dl4jdropout.examples.run.RunFixture.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are really killed and interrupted. */
@Timeout(300)
class KilledProcessTest {

    private static final List<String> SETTINGS =
            List.of("--seeds", "7", "--epochs", "25", "--hidden", "6", "--bias=false", "--train-size", "50");

    private static final int SIGINT = 2;

    @TempDir
    private Path directory;

    @TempDir
    private static Path shared;

    private static Path whole;

    private Path out;
    private Path err;

    @BeforeAll
    static void runWithoutInterruption() {
        whole = shared.resolve("whole");
        List<String> args = new ArrayList<>(SETTINGS);
        args.addAll(List.of("--out", whole.toString()));
        run(args.toArray(String[]::new)).succeeded();
    }

    @BeforeEach
    void nameFiles() {
        out = directory.resolve("out");
        err = directory.resolve("err");
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // starts sooner
                "-cp",
                System.getProperty("java.class.path"),
                LongExample.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(err.toFile());
        process.environment().put("OMP_NUM_THREADS", "1"); // on a busy machine threads wait for each other for long
        return process.start();
    }

    private Process begin() throws IOException {
        List<String> args = new ArrayList<>(SETTINGS);
        args.addAll(List.of("--out", out.toString()));
        return start(args.toArray(String[]::new));
    }

    /** Returns when the process has told of so many epochs more. */
    private static void awaitEpochs(int epochs, BufferedReader lines) throws IOException {
        for (int seen = 0; seen < epochs; ) {
            String line = lines.readLine();
            assertThat(line).as("a process that goes on").isNotNull();
            seen += line.contains("  loss ") ? 1 : 0;
        }
    }

    /** Linux tells; elsewhere it is assumed not to be so. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >> SIGINT - 1 & 1) == 1;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Test
    void aRunThatIsKilledTwiceEndsAsOneThatWasNot() throws Exception {
        Random random = new Random(3);
        Process first = begin();
        awaitEpochs(15, first.inputReader());
        Thread.sleep(random.nextInt(50));
        first.destroyForcibly().waitFor();
        int kept = RunFixture.rows(new RunFolder(out)).size();
        assertThat(kept).isBetween(14, 74);

        Process second = start("--resume", out.toString());
        awaitEpochs(30, second.inputReader());
        Thread.sleep(random.nextInt(50));
        second.destroyForcibly().waitFor();
        assertThat(RunFixture.rows(new RunFolder(out))).hasSizeBetween(kept + 29, 74);
        assertThat(RunInfo.read(new RunFolder(out).info()).status()).isEqualTo("running");

        assertThat(resume(out).succeeded().out()).contains("Going on with the run in " + out + " after ");
        assertSameResults(out, whole);
        assertThat(RunInfo.read(new RunFolder(out).info()).resumed()).hasSize(2);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // has no such signals
    void aRunThatIsInterruptedWritesItsReportAndEndsWith130() throws Exception {
        assumeFalse(
                ignoresInterrupts(),
                "this process ignores SIGINT, as one begun in the background of a shell, and so do"
                        + " those that it begins");
        Process process = begin();
        awaitEpochs(10, process.inputReader());
        signal("STOP", process); // or it may come to its end meanwhile

        RunFixture.Outcome refused = resume(out);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("--resume: expected a directory that no run is using, received " + out
                        + ", which is in use by process " + process.pid() + ", since ")
                .contains(". Wait for that run, or end it first.");
        assertThat(run("--out", out.toString()).code()).isEqualTo(2);
        run("--replot", out.toString()).succeeded();
        Files.delete(new RunFolder(out).summary());

        signal("INT", process);
        signal("CONT", process);
        signal("INT", process); // an impatient user
        signal("INT", process);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(RunInfo.read(new RunFolder(out).info()).status()).isEqualTo("interrupted");
        int kept = RunFixture.rows(new RunFolder(out)).size();
        assertThat(new RunFolder(out).summary()).content().contains("Run interrupted", " of 25 epochs");
        assertThat(Files.readString(err))
                .contains("Interrupted. Ends the batch that is being trained on, then writes the report.")
                .contains("Interrupted. The run stopped after " + kept + " of 75 epochs; nothing of these is lost."
                        + " To go on: mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"--resume " + out + "\"")
                .doesNotContain("\tat ");

        resume(out).succeeded();
        assertSameResults(out, whole);
    }
}
