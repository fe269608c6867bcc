package io.github.dl4jdropout.examples.data.download;

import io.github.dl4jdropout.examples.data.file.DirectoryLock;
import io.github.dl4jdropout.examples.data.file.Sha256;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fetches files whose digest is known.
 *
 * <p>Mirrors are asked in order. A transfer that breaks off or falls silent is tried again after a pause, and goes on
 * where it ended; a mirror that cannot be reached, has no such file or delivers other bytes is left for the next. The
 * target appears in one step, complete and with the right digest, or not at all; what was received of it until then stays
 * beside it as ".part" for the next call. Processes that fetch into one directory do so one after the other, and the
 * second finds the file of the first.
 */
public final class Downloader {
    /**
     * How long to wait for what.
     *
     * @param connect for a connection
     * @param silence for the answer, and then for each next byte of it
     * @param attempts how often a mirror is asked
     * @param pause before the second attempt; doubled before each further one
     */
    public record Patience(Duration connect, Duration silence, int attempts, Duration pause) {
        /** For people who wait. */
        public static final Patience USUAL =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), 4, Duration.ofSeconds(1));
    }

    private final Patience patience;
    private final HttpClient client;

    /**
     * A downloader.
     *
     * @param patience how long it waits
     */
    public Downloader(Patience patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /**
     * Sees to it that the target is there with its digest.
     *
     * @param file what is fetched, and where to
     * @param messages takes a line at a time for the user
     * @throws DownloadException if no mirror delivers it
     * @throws IOException if it cannot be written
     */
    public void fetch(RemoteFile file, Consumer<String> messages) throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(file.target().getParent(), messages);
        try {
            if (!hasDigest(file.target(), file.sha256())) {
                fetchFromAnyMirror(file, messages);
            }
        } finally {
            lock.release();
        }
    }

    private void fetchFromAnyMirror(RemoteFile file, Consumer<String> messages) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : file.mirrors()) {
            try {
                fetchFrom(mirror, file, messages);
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                reasons.add(mirror + ": " + reason(e));
            }
        }
        throw new DownloadException(file, reasons);
    }

    private void fetchFrom(URI mirror, RemoteFile file, Consumer<String> messages) throws IOException {
        Transfer transfer = new Transfer(client, mirror, file, patience.silence());
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(transfer, file, messages);
                return;
            } catch (ConnectException | HttpConnectTimeoutException | RefusedException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == patience.attempts()) {
                    throw e;
                }
                Duration pause = patience.pause().multipliedBy(1L << (attempt - 1));
                messages.accept(mirror + ": " + reason(e) + "; next attempt in " + pause.toMillis() + " ms");
                sleep(pause);
            }
        }
    }

    private void attempt(Transfer transfer, RemoteFile file, Consumer<String> messages) throws IOException {
        if (!hasDigest(file.part(), file.sha256())) {
            boolean resumed = transfer.run(messages);
            refuseWrongBytes(file, resumed);
        }
        Files.move(file.part(), file.target(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Wrong bytes behind a resumed part may be the fault of its beginning: only a whole transfer convicts the mirror. */
    private static void refuseWrongBytes(RemoteFile file, boolean resumed) throws IOException {
        String received = Sha256.ofFile(file.part());
        if (received.equals(file.sha256())) {
            return;
        }
        long size = Files.size(file.part());
        Files.delete(file.part());
        String message =
                "wrong bytes: expected SHA-256 " + file.sha256() + ", received " + received + " (" + size + " bytes)";
        throw resumed ? new IOException(message + " after resuming; starting over") : new RefusedException(message);
    }

    private static boolean hasDigest(Path path, String sha256) throws IOException {
        return Files.exists(path) && Sha256.ofFile(path).equals(sha256);
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return "cannot be reached";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download was interrupted.");
        }
    }

    /** An answer that another attempt would not change. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
