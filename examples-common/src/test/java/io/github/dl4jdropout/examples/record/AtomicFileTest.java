package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path directory;

    @Test
    void replacesAFile() throws IOException {
        Path target = Files.writeString(directory.resolve("file.txt"), "old");
        AtomicFile.write(target, part -> Files.writeString(part, "new"));
        assertThat(target).hasContent("new");
        assertThat(directory).isDirectoryNotContaining("glob:**/.part*");
    }

    @Test
    void createsTheDirectory() throws IOException {
        Path target = directory.resolve("a/b/file.txt");
        AtomicFile.write(target, part -> Files.writeString(part, "new"));
        assertThat(target).hasContent("new");
    }

    @Test
    void saysHowMuchRoomIsNeeded() {
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(directory.resolve("file.txt"), 22_340_000, part -> {
                    throw new IOException("disk full");
                }))
                .withMessageContaining(": disk full; it needs 22.3 MB; free there: ");
    }

    @Test
    void replacesWhatAKilledWriterLeft() throws IOException {
        Path target = directory.resolve("file.txt");
        Files.writeString(directory.resolve(".part-file.txt"), "half of somethi");
        AtomicFile.write(target, part -> Files.writeString(part, "new"));
        assertThat(target).hasContent("new");
        assertThat(directory).isDirectoryNotContaining("glob:**/.part*");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskLeavesTheFileAsItWas() throws IOException {
        Path target = Files.writeString(directory.resolve("file.txt"), "old");
        Files.createSymbolicLink(directory.resolve(".part-file.txt"), Path.of("/dev/full"));
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(target, part -> Files.writeString(part, "new")))
                .withMessageStartingWith("Cannot write " + target + ": No space left on device; free there: ");
        assertThat(target).hasContent("old");
    }

    @Test
    void leavesTheFileAsItWasWhenWritingFails() throws IOException {
        Path target = Files.writeString(directory.resolve("file.txt"), "old");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(target, part -> {
                    Files.writeString(part, "ne");
                    throw new IOException("disk full");
                }))
                .withMessageMatching("Cannot write \\Q" + target + "\\E: disk full; free there: \\d+\\.\\d MB\\.");
        assertThat(target).hasContent("old");
        assertThat(directory).isDirectoryNotContaining("glob:**/.part*");
    }
}
