package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RunInfoTest {

    @TempDir
    private Path directory;

    /** A run of methods none, builtin and guide with seeds 1 and 2 for two epochs. */
    public static RunInfo example(boolean synthetic) {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("none", "no dropout");
        methods.put("builtin", "their dropout");
        methods.put("guide", "our dropout");
        return new RunInfo(
                "tiny",
                "running",
                "2026-01-01T00:00:00Z",
                null,
                "mvn exec:exec",
                new RunSettings(
                        "default",
                        List.of("none", "builtin", "guide"),
                        List.of(1L, 2L),
                        2,
                        16,
                        0.1,
                        0.5,
                        2000,
                        "auto",
                        null),
                "A tiny network",
                Map.of("hidden", "4"),
                methods,
                "builtin",
                new RunInfo.DataInfo("blobs", synthetic, "a test", 2000, 30, "aa", "bb"),
                new Software("0.1.0", "unknown", "1.0.0-M2.1", "CpuBackend"),
                new Machine("17", "Linux", "a processor", 2, "PASSIVE"),
                List.of());
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = directory.resolve("run.json");
        RunInfo info = example(true).ended("complete", Instant.parse("2026-01-01T01:00:00Z"));
        example(true).write(file);
        info.write(file);
        assertThat(RunInfo.read(file)).isEqualTo(info);
        assertThat(info.ended()).isEqualTo("2026-01-01T01:00:00Z");
    }

    @Test
    void keepsWhenAndOnWhatARunWentOn() throws IOException {
        Path file = directory.resolve("run.json");
        RunInfo first = example(true);
        RunInfo.Session session = new RunInfo.Session(
                "2026-01-02T00:00:00Z",
                3,
                new Software("0.2.0", "c", "1.0.0-M2.1", "CpuBackend"),
                new Machine("25", "Linux", "a processor", 4, "PASSIVE"));
        RunInfo resumed = first.ended("interrupted", Instant.parse("2026-01-01T01:00:00Z"))
                .resumed(session)
                .resumed(session);
        resumed.write(file);
        assertThat(RunInfo.read(file)).isEqualTo(resumed);
        assertThat(resumed.resumed()).containsExactly(session, session);
        assertThat(resumed.status()).isEqualTo("running");
        assertThat(resumed.ended()).isNull();
        assertThat(resumed.identity()).isEqualTo(first.identity());
    }

    @Test
    void readsWhatVersionsWroteThatCouldNotResume() throws IOException {
        Path file = directory.resolve("run.json");
        example(true).write(file);
        String old = Files.readString(file)
                .replaceFirst(",\\s*\"trainSha256\"[^}]*", "")
                .replaceFirst(",\\s*\"resumed\" : \\[ \\]", "");
        assertThat(old).doesNotContain("Sha256", "resumed");
        Files.writeString(file, old);
        assertThat(RunInfo.read(file).resumed()).isEmpty();
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        Path file = Files.writeString(directory.resolve("run.json"), "{\"colour\": 1}");
        assertThatIOException()
                .isThrownBy(() -> RunInfo.read(file))
                .withMessageStartingWith(file
                        + ": expected the description of a run as this version writes it, found: Unrecognized field");
    }

    @Test
    void titlesSayThatDataIsSynthetic() {
        assertThat(example(true).data().title()).isEqualTo("SYNTHETIC data (blobs)");
        assertThat(example(false).data().title()).isEqualTo("blobs");
    }

    @Test
    void softwareAndMachineAreThoseOfThisProcess() {
        assertThat(Software.current("b").dl4jDropout()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(Software.current("b").dl4j()).isEqualTo("1.0.0-M2.1");
        assertThat(Software.current("b").commit()).matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(Machine.current().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(Machine.current().jdk())
                .startsWith(String.valueOf(Runtime.version().feature()));
        assertThat(Machine.current().cpu()).isNotBlank();
    }
}
