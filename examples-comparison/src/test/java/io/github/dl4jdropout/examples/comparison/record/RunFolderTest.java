package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a run, and how its files get there. */
class RunFolderTest {

    @TempDir
    private Path directory;

    @Test
    void aProcessThatDiesAtAnyStepLeavesTheOldFileOrTheNewOne() throws IOException {
        Path target = directory.resolve("a/b/file.txt");
        AtomicFile.write(target, part -> Files.writeString(part, "old"));
        Files.writeString(target.resolveSibling(".part-file.txt"), "half of what a killed writer wrote");
        List<String> left = new ArrayList<>();
        Steps.watch(
                last -> left.add(last.getFileName() + ": " + AtomicFile.text(target)),
                () -> AtomicFile.write(target, part -> {
                    Files.writeString(part, "new");
                    left.add("written: " + AtomicFile.text(target));
                }));
        assertThat(left).containsExactly("written: old", ".part-file.txt: old", "file.txt: new");
        assertThat(target.getParent()).isDirectoryNotContaining("glob:**/.part*");
    }

    @Test
    void aFolderThatBearsTheFilesNameIsToldInASentence() throws IOException {
        Path full = Files.createDirectories(directory.resolve("file.txt/full"));
        refused(full.getParent(), ".*; free there: .*");
        refused(Files.createFile(full.resolve("file")).resolve("a/b"), ".*Not a directory\\.");
    }

    private static void refused(Path target, String reason) {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> AtomicFile.write(target, part -> Files.writeString(part, "new")))
                .withMessageMatching("Cannot write \\Q" + target + "\\E: " + reason);
    }

    @Test
    void isLockedByOneRunAtATimeWhoIsNamed() throws IOException {
        RunFolder folder = new RunFolder(directory.resolve("new/run"));
        folder.lock().close();
        folder.lock();
        String holder = "process " + ProcessHandle.current().pid() + ", since \\S+Z";
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
