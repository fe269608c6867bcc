package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
    void leavesTheFileAsItWasWhenWritingFails() throws IOException {
        Path target = Files.writeString(directory.resolve("file.txt"), "old");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(target, part -> {
                    Files.writeString(part, "ne");
                    throw new IOException("disk full");
                }))
                .withMessage("disk full");
        assertThat(target).hasContent("old");
        assertThat(directory).isDirectoryNotContaining("glob:**/.part*");
    }
}
