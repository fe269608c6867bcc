package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class RunInfoTest {

    @TempDir
    private Path directory;

    /** Options as a command line fills them in. */
    public static final class Given {
        public List<DropoutMethod> methods =
                List.of(DropoutMethod.NONE, DropoutMethod.BUILTIN, DropoutMethod.UPSCALE_INFER);
        public List<Long> seeds = List.of(1L, 2L);
        public int epochs = 2;
        public int batch = 16;
        public double learningRate = 0.1;
        public double rate = 0.5;
        public int trainSize = 2000;
        transient Object notAnOption = new Object();
    }

    static final class Own {
        private String hidden = "4";
        private Double maxNorm;

        public String getNothing() {
            throw new IllegalStateException("not a field");
        }
    }

    /** A run of three methods with seeds 1 and 2 for two epochs, unless the options say otherwise. */
    public static RunInfo example(boolean synthetic, Given given) {
        return RunInfo.begun(
                "tiny",
                "mvn exec:exec",
                given,
                "A tiny network",
                new Own(),
                new RunInfo.DataInfo("blobs", synthetic, "a test", given.trainSize, 1000, "aa", "bb"),
                Map.of("dl4jDropout", "0.1.0", "backend", "CpuBackend"),
                Map.of("jdk", "17", "cores", "2"));
    }

    private Path write(RunInfo info) {
        Path file = directory.resolve("run.json");
        info.write(file);
        return file;
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        RunInfo info = example(true, new Given())
                .resumed(3, Map.of("dl4jDropout", "0.2.0"), Map.of("jdk", "25"))
                .complete();
        RunInfo read = RunInfo.read(write(info));
        assertThat(read.settings()).isEqualTo(info.settings());
        assertThat(read.ended()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(read.resumed()).isEqualTo(info.resumed()).hasSize(1);
        assertThat(read.data()).isEqualTo(info.data());
        assertThat(read.identity()).isEqualTo(info.identity());
    }

    @Test
    void theIdentityIsThatOfOptionsAndDataNotOfTheMachine() {
        Given other = new Given();
        other.batch = 17;
        RunInfo info = example(true, new Given());
        assertThat(info.resumed(1, Map.of(), Map.of()).complete().identity()).isEqualTo(info.identity());
        assertThat(example(true, other).identity()).isNotEqualTo(info.identity());
        assertThat(example(false, new Given()).identity()).isNotEqualTo(info.identity());
    }

    @Test
    void setsTheOptionsOfTheRunAgain() throws IOException {
        Given given = new Given();
        given.methods = List.of(DropoutMethod.DOWNSCALE_INFER);
        given.seeds = List.of(1L << 40);
        given.rate = 0.3;
        Given restored = new Given();
        Own own = new Own();
        own.hidden = "5";
        own.maxNorm = 2.0;
        RunInfo.read(write(example(true, given))).restore(restored, own);
        assertThat(restored)
                .usingRecursiveComparison()
                .ignoringFields("notAnOption")
                .isEqualTo(given);
        assertThat(own.hidden).isEqualTo("4");
        assertThat(own.maxNorm).isNull();
    }

    @Test
    void readsTheFirstVersionsRecords() throws IOException {
        RunInfo old = RunInfo.read(OldRun.folder().info());
        assertThat(old.settings())
                .isEqualTo(new RunInfo.Settings(DropoutMethod.OF_FEATURES, List.of(1L, 2L, 3L), 16, 100, 0.5));
        assertThat(old.ownOptions()).containsEntry("input-rate", "0.2");
        assertThat(old.machine()).containsEntry("cores", "2");
        assertThat(old.resumed()).isEmpty();
    }

    @Test
    void refusesAFileOfAnotherKind() throws IOException {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> RunInfo.read(directory))
                .withMessage("Cannot read " + directory + ": Is a directory.");
        String whole = Files.readString(OldRun.folder().info());
        List<String> others = List.of(
                "",
                "[]",
                "null",
                "{}",
                whole.substring(0, whole.length() / 2),
                whole.replace("\"inverted\"", "\"inwerted\""),
                whole.replace("\"data\" :", "\"date\" :"),
                whole.replace("\"settings\" :", "\"setting\" :"),
                whole.replace("\"seeds\" :", "\"seed\" :"));
        for (String other : others) {
            Path file = Files.writeString(directory.resolve("run.json"), other);
            assertThatExceptionOfType(UserException.class)
                    .as(other)
                    .isThrownBy(() -> RunInfo.read(file))
                    .withMessageStartingWith(file + ": expected the description of a run, found: ");
        }
    }
}
