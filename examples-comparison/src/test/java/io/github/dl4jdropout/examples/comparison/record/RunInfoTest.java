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

    static final class Own {
        private String hidden = "4";
        private Double maxNorm;

        public String getNothing() {
            throw new IllegalStateException("not a field");
        }
    }

    private static RunInfo example(boolean synthetic, Given given) {
        RunInfo.DataInfo data = new RunInfo.DataInfo("blobs", synthetic, "a test", given.trainSize, 1000, "aa", "bb");
        Map<String, String> system = Map.of("dl4jDropout", "0.1.0", "jdk", "17");
        return RunInfo.begun("tiny", "mvn exec:exec", given, "A tiny network", new Own(), data, system, system);
    }

    private RunInfo writtenAndRead(RunInfo info) {
        Path file = directory.resolve("run.json");
        info.write(file);
        return RunInfo.read(file);
    }

    @Test
    void readsBackWhatWasWrittenAndIsTheSameRunAsLongAsOptionsAndDataAre() {
        RunInfo begun = example(true, new Given());
        RunInfo info =
                begun.resumed(3, Map.of("blas", "?"), Map.of("jdk", "25")).complete();
        RunInfo read = writtenAndRead(info);
        assertThat(read.settings()).isEqualTo(info.settings());
        assertThat(read.ended()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(read.resumed()).isEqualTo(info.resumed()).hasSize(1);
        assertThat(read.data()).isEqualTo(info.data());
        assertThat(read.identity()).isEqualTo(begun.identity());
        Given other = new Given();
        other.batch = 17;
        assertThat(example(true, other).identity()).isNotEqualTo(begun.identity());
        assertThat(example(false, new Given()).identity()).isNotEqualTo(begun.identity());
    }

    @Test
    void setsTheOptionsOfTheRunAgain() {
        Given given = new Given();
        given.methods = List.of(DropoutMethod.DOWNSCALE_INFER);
        given.seeds = List.of(1L << 40);
        given.rate = 0.3;
        Given restored = new Given();
        restored.notAnOption = given.notAnOption;
        Own own = new Own();
        own.hidden = "5";
        own.maxNorm = 2.0;
        writtenAndRead(example(true, given)).restore(restored, own);
        assertThat(restored).usingRecursiveComparison().isEqualTo(given);
        assertThat(own).usingRecursiveComparison().isEqualTo(new Own());
    }

    @Test
    void readsTheFirstVersionsRecords() {
        RunInfo old = RunInfo.read(OldRun.FOLDER.info());
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
