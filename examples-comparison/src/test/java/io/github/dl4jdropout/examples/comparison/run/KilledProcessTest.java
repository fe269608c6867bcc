package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.assertSameResults;
import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are really killed and interrupted. */
@Timeout(300)
class KilledProcessTest {

    private static final String BEGIN =
            "--methods none,builtin,inverted --seeds 7 --epochs 25 --hidden 6 --no-bias --train-size 50 --out ";

    @TempDir
    private Path directory;

    private Path whole;
    private Path out;

    @BeforeEach
    void runWithoutInterruption() {
        whole = directory.resolve("whole");
        out = directory.resolve("out");
        run(BEGIN + whole).succeeded();
    }

    private static List<String> java(String args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "-Djdk.console=java.base"));
        command.add("-XX:TieredStopAtLevel=1"); // starts sooner
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TinyComparison.class.getName()));
        command.addAll(List.of(args.split(" ")));
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

    @Test
    void aRunThatIsKilledTwiceEndsAsOneThatWasNot() throws Exception {
        Process first = start(java(BEGIN + out));
        awaitEpochs(15, first.inputReader());
        Thread.sleep(34); // somewhere in an epoch
        first.destroyForcibly().waitFor();
        int kept = Runs.rows(out).size();
        assertThat(kept).isBetween(14, 74);

        Process second = start(java("--resume " + out));
        awaitEpochs(30, second.inputReader());
        second.destroyForcibly().waitFor();
        assertThat(Runs.rows(out)).hasSizeBetween(kept + 29, 74);

        assertThat(run("--resume " + out).succeeded()).contains("Going on with the run in " + out + " after ");
        assertSameResults(out, whole);
        assertThat(RunInfo.read(out.resolve("run.json")).resumed()).hasSize(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX) // whose script(1) takes these options
    void ctrlCInATerminalWritesTheReportAndEndsWith130() throws Exception {
        assumeFalse(ignoresInterrupts(), "this process ignores SIGINT, as one begun in the background of a shell");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no script(1), which gives a program a terminal");
        String quoted = "exec '" + String.join("' '", java(BEGIN + out)) + "'";
        Process terminal = start(List.of("/usr/bin/script", "-qec", quoted, "/dev/null"));
        BufferedReader lines = terminal.inputReader();
        String shown = awaitEpochs(10, lines);
        assertThat(shown)
                .containsPattern("\\[[# ]+] (none|builtin) seed 7 epoch \\d+/25 loss \\d\\.\\d+ left \\d:\\d\\d")
                .as("erased before a line that stays")
                .containsPattern("\n {79}\n(none|builtin) +7 +\\d+/25 ");
        assertThat(shown.lines())
                .as("fits 80 columns, but for paths and what the virtual machine says")
                .allMatch(line -> line.length() < 80 || line.contains(out.toString()) || line.startsWith("WARNING: "));

        String holder = Files.readString(out.resolve(".lock"));
        String pid = holder.replaceFirst("process (\\d+), since .*", "$1");
        start(List.of("kill", "-STOP", pid)).waitFor(); // or it may come to its end meanwhile
        String inUse = "received " + out + ", which is in use by " + holder + ". Wait for that run";
        assertThat(run("--resume " + out).failed(1)).contains(inUse);
        run("--out " + out).failed(2);
        run("--replot " + out).succeeded();
        Files.delete(out.resolve("summary.md"));
        start(List.of("kill", "-CONT", pid, "" + terminal.pid())).waitFor(); // script(1) stops when its child does

        try (OutputStream keys = terminal.getOutputStream()) {
            for (int i = 0; i < 3; i++) { // an impatient user
                keys.write(3); // Ctrl-C
                keys.flush();
            }
            String rest = lines.lines().collect(Collectors.joining("\n"));
            assertThat(terminal.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(terminal.exitValue()).as(rest).isEqualTo(130);
            assertThat(rest)
                    .containsPattern("Interrupted\\. The run stopped after \\d+ of 75 epochs; nothing of these is lost")
                    .contains(
                            "To go on: mvn -q compile exec:exec -pl examples-tiny -am -Dargs=\"--resume " + out + "\"")
                    .doesNotContain("\tat ");
        }
        assertThat(out.resolve("summary.md")).isNotEmptyFile();
        run("--resume " + out).succeeded();
        assertSameResults(out, whole);
    }

    private static boolean ignoresInterrupts() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        String ignored = status.replaceFirst("(?s).*SigIgn:\\s*(\\p{XDigit}+).*", "$1");
        return (Long.parseUnsignedLong(ignored, 16) >> 1 & 1) == 1; // SIGINT is 2
    }
}
