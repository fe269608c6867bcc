package io.github.dl4jdropout.examples.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void nameFolder() {
        folder = new RunFolder(directory);
    }

    @Test
    void isHadByOneAtATimeWhoIsKnown() throws IOException {
        try (RunLock lock = RunLock.tryAcquire(folder).orElseThrow()) {
            assertThat(lock.folder()).isEqualTo(folder);
            assertThat(RunLock.tryAcquire(folder)).isEmpty();
            assertThat(RunLock.tryAcquire(new RunFolder(directory.resolve("../" + directory.getFileName()))))
                    .as("the same directory by another name")
                    .isEmpty();
            assertThat(RunLock.holder(folder))
                    .startsWith("process " + ProcessHandle.current().pid() + ", since 20");
        }
        RunLock.tryAcquire(folder).orElseThrow().close();
    }

    @Test
    void isNotHeldByAProcessThatDied() throws IOException {
        Files.writeString(
                folder.lock(), "process 1, since yesterday, with a text longer than that of the next one ...");
        RunLock.tryAcquire(folder).orElseThrow().close();
        assertThat(RunLock.holder(folder)).matches("process \\d+, since \\S+");
    }

    @Test
    void thatHasJustBeenTakenMayNotTellByWhomYet() throws IOException {
        Files.createFile(folder.lock());
        assertThat(RunLock.holder(folder)).isEqualTo("another process");
    }

    @Test
    void leavesTheDirectoryAsUnusedAsItWas() throws IOException {
        assertThat(folder.isUnused()).isTrue();
        RunLock.tryAcquire(folder).orElseThrow().close();
        assertThat(folder.isUnused()).isTrue();
        Files.createFile(folder.info());
        assertThat(folder.isUnused()).isFalse();
    }
}
