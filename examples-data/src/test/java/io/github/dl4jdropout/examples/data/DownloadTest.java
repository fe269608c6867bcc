package io.github.dl4jdropout.examples.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadTest extends DataTest {
    private static final byte[] CONTENT =
            Arrays.toString(IntStream.range(0, 45_000).toArray()).getBytes(US_ASCII);
    private static final String DIGEST = DigestUtils.sha256Hex(CONTENT);

    private Path target;
    private Path part;
    private int silence = 20_000;

    @BeforeEach
    void name() {
        target = folder.resolve("file.gz");
        part = folder.resolve("file.gz.part");
    }

    private Download download(Path into, List<URI> mirrors) {
        return new Download("Tiny", "the file", into, "tiny", mirrors, silence);
    }

    /** From mirrors by the names of their folders on the server. */
    private void fetch(String... mirrors) {
        var addresses = Stream.of(mirrors).map(this::address).map(URI::create).toList();
        download(folder, addresses).fetch("file.gz", DIGEST, messages::add);
    }

    private void assertFetched(String... mirrors) {
        fetch(mirrors);
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(part).doesNotExist();
    }

    private void beginPart(byte[] content) throws IOException {
        Files.deleteIfExists(target);
        Files.write(part, content);
    }

    @Test
    void mirrorsAreAskedInOrderAndIfNoneDeliversTheReasonOfEachIsTold() {
        silence = 600;
        answer("/a/file.gz", exchange -> exchange.sendResponseHeaders(404, -1));
        answer("/b/file.gz", serve(new byte[1000]));
        answer("/c/file.gz", exchange -> exchange.sendResponseHeaders(503, -1));
        answer("/d/file.gz", serve(CONTENT));
        assertAbsent(
                () -> fetch("/a/", "/b/", "/c/"),
                "Tiny is not at hand. Could not download file.gz: http://",
                "/a/file.gz: HTTP status 404; http://",
                "wrong bytes: expected SHA-256 " + DIGEST,
                "(1000 bytes); http://",
                "/c/file.gz: HTTP status 503.\n");
        assertThat(requests).hasSize(6);
        assertThat(folder).isDirectoryNotContaining("glob:**/file*");
        assertFetched("/a/", "/b/", "/d/");
        assertThat(requests).endsWith("/a/file.gz", "/b/file.gz", "/d/file.gz");
    }

    @Test
    void aTransferThatBreaksOffGoesOnWhereItEndedUnlessThePartIsOfSomethingElse() throws Exception {
        var brokenOff = begin(100_000, CONTENT, () -> part.toFile().length() == 100_000);
        answer("/a/file.gz", brokenOff, serve(CONTENT));
        assertFetched("/a/");
        assertThat(messages).anyMatch(line -> line.endsWith("trying again"));
        beginPart(Arrays.copyOf(CONTENT, 200_000));
        assertFetched("/a/");
        beginPart(CONTENT); // a whole part is only moved
        assertFetched("/a/");
        assertThat(requests).containsExactly("/a/file.gz", "/a/file.gz bytes=100000-", "/a/file.gz bytes=200000-");
        answer("/b/file.gz", begin(CONTENT.length, CONTENT, () -> true)); // knows no parts
        for (int length : new int[] {1000, CONTENT.length, CONTENT.length + 5}) {
            beginPart(new byte[length]); // of something else
            assertFetched("/a/");
        }
        beginPart(new byte[1000]);
        assertFetched("/b/");
    }

    @Test
    void silenceIsNotWaitedForForEver() {
        silence = 300;
        answer("/a/file.gz", begin(0, CONTENT, () -> false));
        answer("/b/file.gz", begin(1000, CONTENT, () -> false));
        assertAbsent(() -> fetch("/a/", "/b/"), "/a/file.gz: no byte for 300 ms; ", "/b/file.gz: no byte for 300 ms.");
    }

    @Test
    void aFullDiskAndWhatStandsInTheWayOfFolderAndFilesAreSentences() throws Exception {
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        answer("/a/file.gz", serve(CONTENT));
        URI address = URI.create(address("/a/file.gz"));
        assertRefused( // not by fetch, which would read the device to no end
                () -> download(folder, List.of()).transfer(address, part, "", messages::add),
                "Cannot write " + part + ": No space left on device. Make room there");
        Files.delete(part);
        Download intoFile = download(put("x", new byte[1]), List.of());
        String exists = "Cannot write " + intoFile.folder() + ": file already exists. Make room there";
        assertRefused(() -> intoFile.fetch("y", DIGEST, messages::add), exists);
        for (Path inTheWay : List.of(target, part)) {
            Files.createDirectories(inTheWay);
            assertRefused(() -> fetch("/a/"), "Cannot write " + target + ": Is a directory");
            Files.delete(inTheWay);
        }
    }

    @Test
    void mirrorsCanBeNamedByASystemProperty() {
        Supplier<Download> download = () -> Download.of("Tiny", "", "", "tiny", List.of("https://a/b/"));
        assertThat(download.get().mirrors()).hasToString("[https://a/b/]");
        System.setProperty(Download.MIRRORS, "http://x/y, https://z:81/");
        assertThat(download.get().mirrors()).hasToString("[http://x/y/tiny/, https://z:81/tiny/]");
        for (String wrong : List.of("", "file:///x", "http://", "x", "http://x,,http://y", "http://a b/")) {
            System.setProperty(Download.MIRRORS, wrong);
            assertRefused(download::get, "expected http or https addresses separated by commas");
        }
    }

    /** Another process, which holds a lock until it is killed. */
    public static void main(String[] args) throws Exception {
        try (var file = new RandomAccessFile(args[0], "rw")) {
            file.getChannel().lock();
            System.out.println("locked");
            Thread.sleep(120_000);
        }
    }

    @Test
    void aFileIsFetchedOnceAndASecondProcessWaitsForTheFirst() throws Exception {
        answer("/a/file.gz", serve(CONTENT));
        Process other = ownProcess(DownloadTest.class, folder.resolve(".download.lock"));
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            CompletableFuture<Void> fetching = CompletableFuture.runAsync(() -> fetch("/a/"));
            assertThat(messages.take()).isEqualTo("Waiting for another process that downloads into " + folder);
            assertThat(requests).isEmpty();
            other.destroyForcibly();
            fetching.get();
            assertFetched("/a/");
            assertThat(requests).containsExactly("/a/file.gz");
            assertThat(messages).hasSizeBetween(1, 10);
            assertThat(messages.getLast()).startsWith("Downloading http://").endsWith("/a/file.gz: 0.3 of 0.3 MiB");
        } finally {
            other.destroyForcibly();
        }
    }
}
