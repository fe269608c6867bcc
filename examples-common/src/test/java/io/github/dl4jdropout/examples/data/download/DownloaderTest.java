package io.github.dl4jdropout.examples.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.mnist.IdxFixture;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
    private static final byte[] CONTENT = new byte[300_000];
    private static final int HALF = 150_000;
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final String SHA256;

    static {
        new Random(1).nextBytes(CONTENT);
        SHA256 = IdxFixture.sha256(CONTENT);
    }

    /** Longer than a busy machine may need; no test waits for it. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> messages = new ArrayList<>();

    @TempDir
    Path directory;

    private FaultyServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new FaultyServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Path target() {
        return directory.resolve("file.gz");
    }

    private Path part() {
        return directory.resolve("file.gz.part");
    }

    private void fetch(URI... mirrors) throws IOException {
        fetch(LONG, 3, mirrors);
    }

    private void fetch(Duration silence, int attempts, URI... mirrors) throws IOException {
        new Downloader(new Downloader.Patience(LONG, silence, attempts, Duration.ofMillis(1)))
                .fetch(new RemoteFile(List.of(mirrors), SHA256, target()), messages::add);
    }

    private void assertComplete() {
        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(part()).doesNotExist();
    }

    @Test
    void aFileIsFetchedAndItsProgressTold() throws Exception {
        URI mirror = server.at("/file", server.serve(CONTENT));
        fetch(mirror);
        assertComplete();
        assertThat(messages)
                .contains("Downloading file.gz from " + mirror.getHost() + ": 0.3 of 0.3 MiB")
                .hasSizeLessThan(15);
    }

    @Test
    void theSecondMirrorIsAskedWhereTheFirstHasNoSuchFile() throws Exception {
        fetch(server.at("/absent", server.status(404)), server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/absent", "/file");
    }

    @Test
    void theSecondMirrorIsAskedWhereTheFirstCannotBeReached() throws Exception {
        URI nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
        }
        fetch(nobody, server.at("/file", server.serve(CONTENT)));
        assertComplete();
    }

    @Test
    void anOverloadedServerIsAskedAgain() throws Exception {
        fetch(server.at("/file", FaultyServer.first(server.status(503), server.serve(CONTENT))));
        assertComplete();
        assertThat(messages).anyMatch(message -> message.contains("HTTP status 503; next attempt in 1 ms"));
    }

    @Test
    void pausesBetweenAttemptsDouble() {
        URI mirror = server.at("/file", server.status(500));
        assertThatThrownBy(() -> fetch(mirror)).isInstanceOf(DownloadException.class);
        assertThat(messages)
                .containsExactly(
                        mirror + ": HTTP status 500; next attempt in 1 ms",
                        mirror + ": HTTP status 500; next attempt in 2 ms");
    }

    @Test
    void aConnectionThatIsCutIsResumedWhereItEnded() throws Exception {
        URI mirror = server.at(
                "/file", FaultyServer.first(server.cutOffAfter(HALF, CONTENT, part()), server.serve(CONTENT)));
        fetch(mirror);
        assertComplete();
        assertThat(server.requests()).containsExactly("/file", "/file bytes=" + HALF + "-");
    }

    @Test
    void aPartOfAnEarlierRunIsResumed() throws Exception {
        Files.write(part(), Arrays.copyOf(CONTENT, 1000));
        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/file bytes=1000-");
    }

    @Test
    void aPartThatIsAlreadyWholeIsNotFetchedAgain() throws Exception {
        Files.write(part(), CONTENT);
        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aServerThatCannotResumeSendsTheWholeFile() throws Exception {
        Files.write(part(), Arrays.copyOf(CONTENT, 1000));
        fetch(server.at("/file", server.serveIgnoringRange(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/file bytes=1000-");
    }

    @Test
    void aPartOfSomethingElseIsThrownAwayAndTheMirrorAskedForAll() throws Exception {
        Files.write(part(), new byte[1000]);
        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/file bytes=1000-", "/file");
    }

    @Test
    void aPartLongerThanTheFileIsThrownAway() throws Exception {
        Files.write(part(), new byte[CONTENT.length + 1]);
        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void anotherRangeThanTheOneAskedForIsNotAppended() throws Exception {
        Files.write(part(), Arrays.copyOf(CONTENT, 1000));
        URI mirror = server.at("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 500-999/300000");
            exchange.sendResponseHeaders(206, -1);
        });
        assertThatThrownBy(() -> fetch(mirror))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("expected the bytes from 1000 on, received the range bytes 500-999/300000");
        assertThat(target()).doesNotExist();
    }

    @Test
    @Timeout(60)
    void aServerThatNeverAnswersIsLeftAfterTheTimeOut() throws Exception {
        fetch(
                SILENCE,
                2,
                server.at("/silent", server.silentAfter(-1, CONTENT)),
                server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/silent", "/silent", "/file");
        assertThat(messages).anyMatch(message -> message.contains("timed out"));
    }

    @Test
    @Timeout(60)
    void aServerThatFallsSilentIsAskedForTheRest() throws Exception {
        URI mirror = server.at("/file", FaultyServer.first(server.silentAfter(HALF, CONTENT), server.serve(CONTENT)));
        fetch(SILENCE, 3, mirror);
        assertComplete();
        assertThat(server.requests()).containsExactly("/file", "/file bytes=" + HALF + "-");
        assertThat(messages).anyMatch(message -> message.contains("no byte for " + SILENCE.toMillis() + " ms"));
    }

    @Test
    void wrongBytesAreNamedRemovedAndTheNextMirrorAsked() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[12345] ^= 1;
        URI bad = server.at("/bad", server.serve(wrong));
        assertThatThrownBy(() -> fetch(bad))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("wrong bytes: expected SHA-256 " + SHA256 + ", received "
                        + IdxFixture.sha256(wrong) + " (300000 bytes)");
        assertThat(target()).doesNotExist();
        assertThat(part()).doesNotExist();

        fetch(bad, server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).containsExactly("/bad", "/bad", "/file");
    }

    @Test
    void aRedirectIsFollowed() throws Exception {
        URI file = server.at("/file", server.serve(CONTENT));
        fetch(server.at("/moved", server.redirect(file.toString())));
        assertComplete();
    }

    @Test
    void everyMirrorAndItsReasonAreNamedIfNoneDelivers() {
        URI absent = server.at("/absent", server.status(404));
        URI forbidden = server.at("/forbidden", server.status(403));
        assertThatThrownBy(() -> fetch(absent, forbidden))
                .isInstanceOf(DownloadException.class)
                .hasMessage("Could not download file.gz: " + absent + ": HTTP status 404; " + forbidden
                        + ": HTTP status 403.");
        assertThat(target()).doesNotExist();
    }

    @Test
    void aCompleteFileIsNotFetchedAgain() throws Exception {
        Files.write(target(), CONTENT);
        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aDamagedFileIsReplacedOnlyWhenTheRightOneIsWhole() throws Exception {
        byte[] damaged = {1, 2, 3};
        Files.write(target(), damaged);
        URI absent = server.at("/absent", server.status(404));
        assertThatThrownBy(() -> fetch(absent)).isInstanceOf(DownloadException.class);
        assertThat(target()).hasBinaryContent(damaged);

        fetch(server.at("/file", server.serve(CONTENT)));
        assertComplete();
    }

    @Test
    void anInterruptEndsTheDownloadAndIsNotTakenForAFault() {
        URI mirror = server.at("/file", server.serve(CONTENT));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> fetch(mirror))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(DownloadException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
