package io.github.dl4jdropout.examples.data;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DownloadLockTest {
    /** Another process, which holds a lock until it is killed. */
    public static void main(String[] args) throws Exception {
        try (FileChannel file = FileChannel.open(Path.of(args[0]), CREATE, WRITE)) {
            file.lock();
            System.out.println("locked");
            Thread.sleep(120_000);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aSecondProcessWaitsForTheFirst(@TempDir Path folder) throws Exception {
        byte[] content = {1, 2, 3};
        Path target = folder.resolve("file.gz");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DownloadLockTest.class.getName(),
                        folder.resolve(".download.lock").toString())
                .start();
        try (var server = new FaultyServer()) {
            server.at("/file.gz", server.serve(content));
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            BlockingQueue<String> messages = new LinkedBlockingQueue<>();
            CompletableFuture<Void> fetching = CompletableFuture.runAsync(() -> {
                try {
                    Download.USUAL.fetch(
                            List.of(server.address("/")), DigestUtils.sha256Hex(content), target, messages::add);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(messages.take()).isEqualTo("Waiting for another process that downloads into " + folder);
            assertThat(server.requests()).isEmpty();
            other.destroyForcibly();
            fetching.get();
            assertThat(target).hasBinaryContent(content);
        } finally {
            other.destroyForcibly();
        }
    }
}
