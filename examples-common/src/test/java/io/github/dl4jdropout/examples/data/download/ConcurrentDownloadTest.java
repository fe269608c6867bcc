package io.github.dl4jdropout.examples.data.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.mnist.IdxFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two downloads of one file at a time: the second waits and finds the file of the first. */
@Timeout(180)
class ConcurrentDownloadTest {
    private static final byte[] CONTENT = IdxFixture.labels(50_000, 0);

    /** Enough for a busy machine. */
    private static final Downloader.Patience PATIENCE =
            new Downloader.Patience(Duration.ofMinutes(2), Duration.ofMinutes(2), 1, Duration.ZERO);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @TempDir
    Path directory;

    /** The main class of the other process: address, target. */
    static final class OtherProcess {
        public static void main(String[] args) throws Exception {
            fetch(URI.create(args[0]), Path.of(args[1]), new LinkedBlockingQueue<>());
        }
    }

    private static void fetch(URI mirror, Path target, LinkedBlockingQueue<String> messages) throws Exception {
        var file = new RemoteFile(List.of(mirror), IdxFixture.sha256(CONTENT), target);
        new Downloader(PATIENCE).fetch(file, messages::add);
    }

    private URI serveWhenAllowed(FaultyServer server) {
        return server.at("/file", exchange -> {
            asked.countDown();
            FaultyServer.await(mayAnswer);
            server.serve(CONTENT).handle(exchange);
        });
    }

    @Test
    void anotherProcessIsWaitedFor() throws Exception {
        try (var server = new FaultyServer()) {
            URI mirror = serveWhenAllowed(server);
            Path target = directory.resolve("file");
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            mirror.toString(),
                            target.toString())
                    .inheritIO()
                    .start();
            FaultyServer.await(asked);

            var messages = new LinkedBlockingQueue<String>();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            Future<?> second = thread.submit(() -> {
                fetch(mirror, target, messages);
                return null;
            });
            assertThat(messages.poll(120, TimeUnit.SECONDS))
                    .isEqualTo("Waiting for another process that writes into " + directory);
            mayAnswer.countDown();
            second.get();
            thread.shutdown();

            assertThat(other.waitFor()).isZero();
            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(server.requests()).containsExactly("/file");
        }
    }

    @Test
    void anotherThreadIsWaitedFor() throws Exception {
        try (var server = new FaultyServer()) {
            URI mirror = serveWhenAllowed(server);
            Path target = directory.resolve("file");
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<?>> both = List.of(submit(threads, mirror, target), submit(threads, mirror, target));
            FaultyServer.await(asked);
            mayAnswer.countDown();
            for (Future<?> one : both) {
                one.get();
            }
            threads.shutdown();

            assertThat(target).hasBinaryContent(CONTENT);
            assertThat(server.requests()).containsExactly("/file");
        }
    }

    private static Future<?> submit(ExecutorService threads, URI mirror, Path target) {
        return threads.submit(() -> {
            fetch(mirror, target, new LinkedBlockingQueue<>());
            return null;
        });
    }
}
