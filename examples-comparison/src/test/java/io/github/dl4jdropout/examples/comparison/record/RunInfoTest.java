package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RunInfoTest {

    @TempDir
    private Path directory;

    /** Options as a command line fills them in. */
    public static final class Given {
        public List<DropoutMethod> methods = List.of(DropoutMethod.NONE, DropoutMethod.BUILTIN);
        public List<Long> seeds = List.of(1L, 2L, 3L);
        public int epochs = 2;
        public int batch = 16;
        public double learningRate = 0.1;
        public double rate = 0.5;
        public int trainSize = 2000;
        transient Object notAnOption = new Object();
    }

    private static RunInfo begun() {
        RunInfo.DataInfo data = new RunInfo.DataInfo("blobs", true, "a test", 2000, 1000, "aa", "bb");
        return RunInfo.begun("tiny", "mvn exec:exec", new Given(), "A tiny network", Map.of(), data);
    }

    @Test
    void readsBackWhatWasWrittenAndIsTheSameRun() {
        RunInfo begun = begun();
        RunInfo info = begun.resumed(3).complete();
        Path file = directory.resolve("run.json");
        info.write(file);
        RunInfo read = RunInfo.read(file);
        assertThat(read.settings()).isEqualTo(info.settings());
        assertThat(read.ended()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(read.resumed()).isEqualTo(info.resumed()).hasSize(1);
        assertThat(read.data()).isEqualTo(info.data());
        assertThat(read.identity()).isEqualTo(begun.identity());
    }

    @Test
    void namesWhatThisProcessRunsOn() {
        RunInfo info = begun();
        Map<String, String> software = info.software();
        assertThat(software.get("dl4jDropout")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(software.get("dl4j")).isEqualTo("1.0.0-M2.1");
        assertThat(software.get("commit")).matches("[0-9a-f]{40}(-dirty)?|unknown");
        assertThat(software.get("backend")).matches("CpuBackend, (convolutions by|without) oneDNN.*");
        assertThat(software.get("blas")).matches("OpenBLAS \\d+\\.\\d+\\.\\d+ .*DYNAMIC_ARCH.* [A-Z]\\w+ .*|unknown");
        String system = System.getProperty("os.name") + System.getProperty("os.arch");
        assertThat(software.get("blas").equals("unknown") && system.equals("Linuxamd64"))
                .isFalse();
        assertThat(info.machine().get("jdk"))
                .startsWith(String.valueOf(Runtime.version().feature()));
        assertThat(info.machine().values()).doesNotContainNull().doesNotContain("");
        assertThat(info.otherSystem()).isEmpty();
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> RunInfo.read(directory))
                .withMessage("Cannot read " + directory + ": Is a directory.");
        String whole = Files.readString(OldRun.FOLDER.info());
        List<String> others = new ArrayList<>(List.of("", "[]", "null", "{}", whole.substring(0, whole.length() / 2)));
        others.add(whole.replace("\"inverted\"", "\"inwerted\""));
        for (String field : new String[] {"data", "settings", "seeds", "machine", "started"}) {
            others.add(whole.replace('"' + field + "\" :", "\"other\" :"));
        }
        Path file = directory.resolve("run.json");
        for (String other : others) {
            Files.writeString(file, other);
            assertThatExceptionOfType(UserException.class)
                    .as(other)
                    .isThrownBy(() -> RunInfo.read(file))
                    .withMessageStartingWith(file + ": expected the description of a run, found: ");
        }
    }
}
