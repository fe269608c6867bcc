package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DownloadTest {
    private static final byte[] CONTENT = new byte[300_000];
    private static final String DIGEST;

    static {
        new Random(1).nextBytes(CONTENT);
        DIGEST = DigestUtils.sha256Hex(CONTENT);
    }

    @TempDir
    private Path folder;

    private Path target;
    private Path part;
    private Duration silence = Duration.ofSeconds(20);
    private FaultyServer server;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        target = folder.resolve("new").resolve("file.gz");
        part = folder.resolve("new").resolve("file.gz.part");
    }

    @AfterEach
    void stop() {
        server.close();
        System.clearProperty(Download.MIRRORS);
    }

    /** From mirrors by the names of their folders on the server. */
    private void fetch(String... mirrors) throws IOException {
        List<URI> addresses = Arrays.stream(mirrors).map(server::address).toList();
        new Download(silence, 3, Duration.ofMillis(5)).fetch(addresses, DIGEST, target, messages::add);
    }

    private void assertFetched() {
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(part).doesNotExist();
    }

    private void beginPart(byte[] content) throws IOException {
        Files.createDirectories(part.getParent());
        Files.write(part, content);
    }

    @Test
    void aFileIsFetchedOnceIntoANewFolder() throws Exception {
        server.at("/a/file.gz", server.serve(CONTENT));
        fetch("/a/");
        assertFetched();
        fetch("/a/");
        assertThat(server.requests()).containsExactly("/a/file.gz");
        assertThat(messages)
                .allMatch(line -> line.startsWith("Downloading http://"))
                .hasSizeBetween(1, 22);
        assertThat(messages.get(messages.size() - 1)).endsWith("/a/file.gz: 0.3 of 0.3 MiB");
    }

    @Test
    void mirrorsAreAskedInOrderAndIfNoneDeliversTheReasonOfEachIsTold() throws Exception {
        server.at("/a/file.gz", server.status(404));
        server.at("/b/file.gz", server.serve(new byte[1000]));
        server.at("/c/file.gz", server.status(503));
        assertThatThrownBy(() -> fetch("/a/", "/b/", "/c/"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Could not download file.gz: http://")
                .hasMessageContainingAll("HTTP status 404", "wrong bytes: expected SHA-256 " + DIGEST, "(1000 bytes)")
                .hasMessageEndingWith("HTTP status 503.");
        assertThat(server.requests()).hasSize(5);
        assertThat(target).doesNotExist();
        assertThat(part).doesNotExist();
        server.at("/d/file.gz", server.serve(CONTENT));
        fetch("/a/", "/b/", "/d/");
        assertFetched();
        assertThat(server.requests()).endsWith("/a/file.gz", "/b/file.gz", "/d/file.gz");
    }

    @Test
    void aTransferThatBreaksOffGoesOnWhereItEnded() throws Exception {
        server.at(
                "/a/file.gz",
                FaultyServer.first(
                        server.begin(100_000, CONTENT, () -> Files.exists(part) && Files.size(part) == 100_000),
                        server.serve(CONTENT)));
        fetch("/a/");
        assertFetched();
        assertThat(server.requests()).containsExactly("/a/file.gz", "/a/file.gz bytes=100000-");
        assertThat(messages).anyMatch(line -> line.endsWith("trying again"));
    }

    /** What a program that was interrupted has left. */
    @Test
    void thePartOfAnEarlierProcessIsContinued() throws Exception {
        beginPart(Arrays.copyOf(CONTENT, 200_000));
        server.at("/a/file.gz", server.serve(CONTENT));
        fetch("/a/");
        assertFetched();
        assertThat(server.requests()).containsExactly("/a/file.gz bytes=200000-");
        Files.move(target, part);
        fetch("/a/"); // a whole part is only moved
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPartOfSomethingElseIsThrownAway() throws Exception {
        server.at("/a/file.gz", server.serve(CONTENT));
        for (int length : new int[] {1000, CONTENT.length, CONTENT.length + 5}) {
            Files.deleteIfExists(target);
            beginPart(new byte[length]);
            fetch("/a/");
            assertFetched();
        }
        server.at("/b/file.gz", server.begin(CONTENT.length, CONTENT, () -> true));
        Files.delete(target);
        beginPart(new byte[1000]);
        fetch("/b/");
        assertFetched();
    }

    @Test
    void silenceIsNotWaitedForForEver() {
        silence = Duration.ofMillis(300);
        server.at("/a/file.gz", server.begin(0, CONTENT, () -> false));
        server.at("/b/file.gz", server.begin(1000, CONTENT, () -> false));
        assertThatThrownBy(() -> fetch("/a/", "/b/"))
                .hasMessageMatching(".*/a/file.gz: no byte for 300 ms; .*/b/file.gz: no byte for 300 ms\\.");
    }

    @Test
    void aFullDiskIsASentenceAndNotTriedAgain() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "there is no /dev/full here");
        Files.createDirectories(part.getParent());
        Files.createSymbolicLink(part, full);
        server.at("/a/file.gz", server.serve(CONTENT));
        // Not by fetch, which would read the device to no end.
        assertThatThrownBy(() -> new Transfer(server.address("/a/file.gz"), part, 20_000, messages::add).run())
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + part + ": No space left on device. Make room there");
        Files.delete(part);
    }

    @Test
    void aFileThatBearsTheNameOfAFolderAndAFolderThatBearsTheNameOfAFileAreSentences() throws Exception {
        Files.write(folder.resolve("new"), new byte[1]);
        server.at("/a/file.gz", server.serve(CONTENT));
        assertThatThrownBy(() -> fetch("/a/"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot write " + folder.resolve("new") + ": file already exists. ");
        Files.delete(folder.resolve("new"));
        for (Path path : List.of(target, part)) {
            Files.createDirectories(path);
            assertThatThrownBy(() -> fetch("/a/"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContainingAll(path + ": expected a file, found a folder of that name");
            Files.delete(path);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void mirrorsCanBeNamedByASystemProperty() {
        assertThat(Download.mirrors("mnist", "https://a/b/")).containsExactly(URI.create("https://a/b/"));
        System.setProperty(Download.MIRRORS, "http://x/y, https://z:81/");
        assertThat(Download.mirrors("mnist", "https://a/b/"))
                .containsExactly(URI.create("http://x/y/mnist/"), URI.create("https://z:81/mnist/"));
        for (String wrong : List.of("", "file:///x", "http://", "x", "http://x,,http://y", "http://a b/")) {
            System.setProperty(Download.MIRRORS, wrong);
            assertThatThrownBy(() -> Download.mirrors("mnist"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("expected http or https addresses separated by commas");
        }
    }
}
