package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DownloadTest extends DataTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private static final String DIGEST = DigestUtils.sha256Hex(CONTENT);

    private Path target;
    private Path part;
    private int silence = 20_000;

    @BeforeEach
    void name() {
        target = folder.resolve("file.gz");
        part = folder.resolve("file.gz.part");
    }

    /** From mirrors by the names of their folders on the server. */
    private void fetch(String... mirrors) {
        List<URI> addresses =
                Arrays.stream(mirrors).map(server::address).map(URI::create).toList();
        new Download("Tiny", "the file", folder, "tiny", addresses, silence).fetch("file.gz", DIGEST, messages::add);
    }

    private void assertFetched() {
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(part).doesNotExist();
    }

    private void beginPart(byte[] content) throws IOException {
        Files.deleteIfExists(target);
        Files.write(part, content);
    }

    @Test
    void aFileIsFetchedOnceIntoANewFolder() {
        server.at("/a/file.gz", FaultyServer.serve(CONTENT));
        fetch("/a/");
        assertFetched();
        fetch("/a/");
        assertThat(server.requests).containsExactly("/a/file.gz");
        assertThat(messages)
                .allMatch(line -> line.startsWith("Downloading http://"))
                .hasSizeBetween(1, 10)
                .endsWith("Downloading " + server.address("/a/file.gz") + ": 0.3 of 0.3 MiB");
    }

    @Test
    void mirrorsAreAskedInOrderAndIfNoneDeliversTheReasonOfEachIsTold() {
        silence = 600;
        server.at("/a/file.gz", FaultyServer.status(404))
                .at("/b/file.gz", FaultyServer.serve(new byte[1000]))
                .at("/c/file.gz", FaultyServer.status(503))
                .at("/d/file.gz", FaultyServer.serve(CONTENT));
        assertAbsent(
                () -> fetch("/a/", "/b/", "/c/"),
                "Tiny is not at hand. Could not download file.gz: http://",
                "/a/file.gz: HTTP status 404; http://",
                "wrong bytes: expected SHA-256 " + DIGEST,
                "(1000 bytes); http://",
                "/c/file.gz: HTTP status 503.\n");
        assertThat(server.requests).hasSize(6);
        assertThat(target).doesNotExist();
        assertThat(part).doesNotExist();
        fetch("/a/", "/b/", "/d/");
        assertFetched();
        assertThat(server.requests).endsWith("/a/file.gz", "/b/file.gz", "/d/file.gz");
    }

    @Test
    void aTransferThatBreaksOffGoesOnWhereItEndedAlsoInAnotherProcess() throws Exception {
        server.at(
                "/a/file.gz",
                FaultyServer.begin(100_000, CONTENT, () -> Files.exists(part) && Files.size(part) == 100_000),
                FaultyServer.serve(CONTENT));
        fetch("/a/");
        assertFetched();
        assertThat(messages).anyMatch(line -> line.endsWith("trying again"));
        beginPart(Arrays.copyOf(CONTENT, 200_000));
        fetch("/a/");
        assertFetched();
        beginPart(CONTENT);
        fetch("/a/"); // a whole part is only moved
        assertFetched();
        assertThat(server.requests)
                .containsExactly("/a/file.gz", "/a/file.gz bytes=100000-", "/a/file.gz bytes=200000-");
    }

    @Test
    void aPartOfSomethingElseIsThrownAway() throws Exception {
        server.at("/a/file.gz", FaultyServer.serve(CONTENT))
                .at("/b/file.gz", FaultyServer.begin(CONTENT.length, CONTENT, () -> true));
        for (int length : new int[] {1000, CONTENT.length, CONTENT.length + 5}) {
            beginPart(new byte[length]);
            fetch("/a/");
            assertFetched();
        }
        beginPart(new byte[1000]);
        fetch("/b/");
        assertFetched();
    }

    @Test
    void silenceIsNotWaitedForForEver() {
        silence = 300;
        server.at("/a/file.gz", FaultyServer.begin(0, CONTENT, () -> false))
                .at("/b/file.gz", FaultyServer.begin(1000, CONTENT, () -> false));
        assertAbsent(() -> fetch("/a/", "/b/"), "/a/file.gz: Read timed out; ", "/b/file.gz: Read timed out.\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsASentenceAndNotTriedAgain() throws Exception {
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        server.at("/a/file.gz", FaultyServer.serve(CONTENT));
        // Not by fetch, which would read the device to no end.
        Download download = new Download("Tiny", "", folder, "tiny", List.of(), silence);
        URI address = URI.create(server.address("/a/file.gz"));
        assertRefused(
                () -> download.transfer(address, part, "", messages::add),
                "Cannot write " + part + ": No space left on device. Make room there");
        Files.delete(part);
    }

    @Test
    void whatStandsInTheWayOfFolderAndFilesIsASentence() throws Exception {
        Path file = Files.write(folder.resolve("x"), new byte[1]);
        Download wrong = new Download("Tiny", "", file, "tiny", List.of(), silence);
        assertRefused(
                () -> wrong.fetch("y", DIGEST, messages::add),
                "Cannot write " + file.resolve("y") + ": file already exists. Make room there");
        Files.createDirectories(target);
        assertRefused(() -> fetch("/a/"), "Cannot write " + target + ": Is a directory");
        Files.delete(target);
        Files.createDirectories(part);
        assertRefused(() -> fetch("/a/"), "Cannot write " + target + ": Is a directory");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void mirrorsCanBeNamedByASystemProperty() {
        assertThat(mirrors()).containsExactly(URI.create("https://a/b/"));
        System.setProperty(Download.MIRRORS, "http://x/y, https://z:81/");
        assertThat(mirrors()).containsExactly(URI.create("http://x/y/tiny/"), URI.create("https://z:81/tiny/"));
        for (String wrong : List.of("", "file:///x", "http://", "x", "http://x,,http://y", "http://a b/")) {
            System.setProperty(Download.MIRRORS, wrong);
            assertRefused(DownloadTest::mirrors, "expected http or https addresses separated by commas");
        }
    }

    private static List<URI> mirrors() {
        return Download.of("Tiny", "", "", "tiny", List.of("https://a/b/")).mirrors();
    }

    /** Another process, which holds a lock until it is killed. */
    public static void main(String[] args) throws Exception {
        try (FileChannel file =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.lock();
            System.out.println("locked");
            Thread.sleep(120_000);
        }
    }

    @Test
    void aSecondProcessWaitsForTheFirst() throws Exception {
        server.at("/a/file.gz", FaultyServer.serve(CONTENT));
        Process other =
                ownProcess(DownloadTest.class, folder.resolve(".download.lock")).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            CompletableFuture<Void> fetching = CompletableFuture.runAsync(() -> fetch("/a/"));
            assertThat(messages.take()).isEqualTo("Waiting for another process that downloads into " + folder);
            assertThat(server.requests).isEmpty();
            other.destroyForcibly();
            fetching.get();
            assertFetched();
        } finally {
            other.destroyForcibly();
        }
    }
}
