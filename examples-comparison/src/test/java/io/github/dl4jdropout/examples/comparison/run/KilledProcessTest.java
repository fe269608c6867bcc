package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.assertSameResults;
import static io.github.dl4jdropout.examples.comparison.run.Runs.resume;
import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are really killed and interrupted. */
@Timeout(300)
class KilledProcessTest {

    private static final List<String> SETTINGS = List.of(
            "--methods",
            "none,builtin,inverted",
            "--seeds",
            "7",
            "--epochs",
            "25",
            "--hidden",
            "6",
            "--bias=false",
            "--train-size",
            "50",
            "--out");

    private static final int SIGINT = 2;

    @TempDir
    private static Path shared;

    private static Path whole;

    @TempDir
    private Path directory;

    private Path out;

    @BeforeAll
    static void runWithoutInterruption() {
        whole = shared.resolve("whole");
        run(begin(whole).toArray(String[]::new)).succeeded();
    }

    @BeforeEach
    void nameFolder() {
        out = directory.resolve("out");
    }

    private static List<String> begin(Path folder) {
        List<String> args = new ArrayList<>(SETTINGS);
        args.add(folder.toString());
        return args;
    }

    private static List<String> java(List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1", // starts sooner
                "-Djdk.console=java.base",
                "-cp",
                System.getProperty("java.class.path"),
                TinyComparison.class.getName()));
        command.addAll(args);
        return command;
    }

    private static Process start(List<String> command) throws IOException {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("OMP_NUM_THREADS", "1"); // on a busy machine threads wait for each other for long
        return process.start();
    }

    /** Returns what was read until the process has shown so many epochs more. */
    private static String awaitEpochs(int epochs, BufferedReader lines) throws IOException {
        StringBuilder read = new StringBuilder();
        for (int seen = 0; seen < epochs; ) {
            String line = lines.readLine();
            assertThat(line).as("a process that goes on, after%n%s", read).isNotNull();
            read.append(line).append('\n');
            seen += line.matches("(none|builtin|inverted) .* \\d+/25 .*") ? 1 : 0;
        }
        return read.toString();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    }

    @Test
    void aRunThatIsKilledTwiceEndsAsOneThatWasNot() throws Exception {
        Random random = new Random(3);
        Process first = start(java(begin(out)));
        awaitEpochs(15, first.inputReader());
        Thread.sleep(random.nextInt(50));
        first.destroyForcibly().waitFor();
        int kept = Runs.rows(new RunFolder(out)).size();
        assertThat(kept).isBetween(14, 74);

        Process second = start(java(List.of("--resume", out.toString())));
        awaitEpochs(30, second.inputReader());
        Thread.sleep(random.nextInt(50));
        second.destroyForcibly().waitFor();
        assertThat(Runs.rows(new RunFolder(out))).hasSizeBetween(kept + 29, 74);

        assertThat(resume(out).succeeded().out()).contains("Going on with the run in " + out + " after ");
        assertSameResults(out, whole);
        assertThat(RunInfo.read(new RunFolder(out).info()).resumed()).hasSize(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // whose script(1) takes these options
    void ctrlCInATerminalWritesTheReportAndEndsWith130() throws Exception {
        assumeFalse(
                ignoresInterrupts(),
                "this process ignores SIGINT, as one begun in the background of a shell, and so do"
                        + " those that it begins");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1), which gives a program a terminal");
        String quoted = java(begin(out)).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        Process terminal = start(List.of("/usr/bin/script", "-qec", "exec " + quoted, "/dev/null"));
        BufferedReader lines = terminal.inputReader();
        String shown = awaitEpochs(10, lines);
        assertThat(shown)
                .containsPattern("\\[[# ]+] (none|builtin) seed 7 epoch \\d+/25 loss \\d\\.\\d+ left \\d:\\d\\d");
        assertThat(shown.lines())
                .as("fits 80 columns, but for paths and what the virtual machine says")
                .allMatch(line -> line.length() < 80 || line.contains(out.toString()) || line.startsWith("WARNING: "));

        String holder = Files.readString(out.resolve(".lock"));
        long pid = Long.parseLong(holder.replaceFirst("process (\\d+), since .*", "$1"));
        signal("STOP", pid); // or it may come to its end meanwhile
        Runs.Outcome refused = resume(out);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("received " + out + ", which is in use by " + holder, "Wait for that run");
        assertThat(run("--out", out.toString()).code()).isEqualTo(2);
        run("--replot", out.toString()).succeeded();
        Files.delete(new RunFolder(out).summary());
        signal("CONT", pid);
        signal("CONT", terminal.pid()); // which stops when its child does

        try (OutputStream keys = terminal.getOutputStream()) {
            for (int i = 0; i < 3; i++) { // an impatient user
                keys.write(3); // Ctrl-C
                keys.flush();
            }
            String rest = lines.lines().collect(Collectors.joining("\n"));
            assertThat(terminal.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.exitValue()).as(rest).isEqualTo(130);
            assertThat(rest)
                    .containsPattern(
                            "Interrupted\\. The run stopped after \\d+ of 75 epochs; nothing of these is lost\\.")
                    .contains(
                            "To go on: mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"--resume " + out + "\"")
                    .doesNotContain("\tat ");
        }
        assertThat(new RunFolder(out).summary()).isNotEmptyFile();
        resume(out).succeeded();
        assertSameResults(out, whole);
    }

    private static boolean ignoresInterrupts() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0");
        return (Long.parseUnsignedLong(ignored, 16) >> SIGINT - 1 & 1) == 1;
    }
}
