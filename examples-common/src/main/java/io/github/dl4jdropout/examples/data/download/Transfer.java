package io.github.dl4jdropout.examples.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;

/** One mirror's answer written to the part file, behind what is already there if the mirror can. */
final class Transfer {
    private final HttpClient client;
    private final URI source;
    private final RemoteFile file;
    private final Duration silence;

    Transfer(HttpClient client, URI source, RemoteFile file, Duration silence) {
        this.client = client;
        this.source = source;
        this.file = file;
        this.silence = silence;
    }

    /** Asks once; returns whether the part file was continued rather than begun. */
    boolean run(Consumer<String> messages) throws IOException {
        long have = Files.exists(file.part()) ? Files.size(file.part()) : 0;
        HttpResponse<InputStream> response = send(have);
        try (InputStream body = new TimedInputStream(response.body(), silence)) {
            boolean resumed = isResumed(response, have);
            long start = resumed ? have : 0;
            long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            var progress = new Progress(file.name(), source.getHost(), rest < 0 ? -1 : start + rest, messages);
            OpenOption mode = resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
            try (OutputStream part =
                    Files.newOutputStream(file.part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
                copy(body, part, start, progress);
            }
            return resumed;
        }
    }

    private HttpResponse<InputStream> send(long have) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(silence);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download was interrupted.");
        }
    }

    private boolean isResumed(HttpResponse<?> response, long have) throws IOException {
        int status = response.statusCode();
        switch (status) {
            case 200:
                return false;
            case 206:
                String range = response.headers().firstValue("Content-Range").orElse("none");
                if (!range.startsWith("bytes " + have + "-")) {
                    throw new Downloader.RefusedException(
                            "expected the bytes from " + have + " on, received the range " + range);
                }
                return true;
            case 416:
                // The part is as long as the file or longer, and is not the file: it is from somewhere else.
                Files.delete(file.part());
                throw new IOException("no bytes from " + have + " on; starting over");
            case 408, 429, 500, 502, 503, 504:
                throw new IOException("HTTP status " + status);
            default:
                throw new Downloader.RefusedException("HTTP status " + status);
        }
    }

    private static void copy(InputStream from, OutputStream to, long start, Progress progress) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = start;
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.write(buffer, 0, n);
            done += n;
            progress.reached(done);
        }
    }
}
