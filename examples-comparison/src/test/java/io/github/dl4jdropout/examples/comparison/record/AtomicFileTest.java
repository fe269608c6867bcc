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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

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
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLeavesTheFileAsItWasAndIsToldWithTheRoomThereIs() throws IOException {
        Path target = Files.writeString(directory.resolve("file.txt"), "old");
        Files.createSymbolicLink(directory.resolve(".part-file.txt"), Path.of("/dev/full"));
        refused(target, "No space left on device; free there: \\d+\\.\\d MB\\.");
        assertThat(target).hasContent("old");
        assertThat(directory).isDirectoryNotContaining("glob:**/.part*");
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
}
