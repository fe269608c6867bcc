package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    @TempDir
    private Path directory;

    /** Another process, which locks a folder, says so, and waits. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            new RunFolder(Path.of(args[0])).lock();
            System.out.println("locked");
            System.in.read();
        }
    }

    @Test
    void isLockedByOneProcessAtATimeWhoIsNamedAndFreeWhenThatProcessDies() throws Exception {
        RunFolder folder = new RunFolder(directory.resolve("new/run"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process holder = new ProcessBuilder(
                        java,
                        "-cp",
                        classes,
                        Holder.class.getName(),
                        folder.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            refused(folder, "process " + holder.pid() + ", since \\S+Z");
        } finally {
            holder.destroyForcibly().waitFor();
        }
        folder.lock().close();
        folder.lock();
        refused(folder, "process " + ProcessHandle.current().pid() + ", since \\S+Z");
    }

    private static void refused(RunFolder folder, String holder) {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(folder::lock)
                .withMessageMatching("Output folder: expected one that no run is using, received \\Q" + folder.path()
                        + "\\E, which is in use by " + holder + "\\. Wait .*");
    }

    @Test
    void isUnusedAsLongAsNoRunHasBegunInIt() throws IOException {
        RunFolder folder = new RunFolder(directory.resolve("new"));
        assertThat(folder.isUnused()).isTrue();
        folder.lock().close();
        Files.writeString(folder.path().resolve(".part-run.json"), "{");
        assertThat(folder.isUnused()).isTrue();
        Files.createFile(folder.info());
        assertThat(folder.isUnused()).isFalse();
    }
}
