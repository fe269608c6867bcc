package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One answer of a mirror, written to the part file behind what is already there, if the mirror can.
 *
 * @param silence how long to wait for a connection, for the answer, and for each next byte of it, in milliseconds
 */
record Transfer(URI address, Path part, int silence, Consumer<String> messages) {
    private static final double MEBIBYTE = 1 << 20;

    /** What another attempt would not change. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Asks once, and returns whether the part file was continued rather than begun. */
    boolean run() throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = connect(have);
        try (InputStream body = body(connection, have)) {
            boolean resumed = connection.getResponseCode() == HttpURLConnection.HTTP_PARTIAL;
            long start = resumed ? have : 0;
            long rest = connection.getContentLengthLong();
            copy(body, start, rest < 0 ? -1 : start + rest);
            return resumed;
        } catch (SocketTimeoutException e) {
            throw new IOException("no byte for " + silence + " ms", e);
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection connect(long have) throws IOException {
        // Not the newer HttpClient: its time-out ends with the head of the answer, and a silent body would be waited
        // for for ever.
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(silence);
        connection.setReadTimeout(silence);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            connection.connect();
            return connection;
        } catch (IOException e) {
            throw new Refused("cannot be reached (" + UserException.reason(e) + ")");
        }
    }

    private InputStream body(HttpURLConnection connection, long have) throws IOException {
        int status = connection.getResponseCode();
        if (status == 416) {
            // The part is as long as the file or longer, and is not the file: it is from somewhere else.
            Files.delete(part);
            throw new IOException("no bytes from " + have + " on");
        } else if (status == 408 || status == 429 || status >= 500) {
            throw new IOException("HTTP status " + status);
        } else if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new Refused("HTTP status " + status);
        }
        return connection.getInputStream();
    }

    private void copy(InputStream body, long start, long total) throws IOException {
        StandardOpenOption mode = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        byte[] buffer = new byte[1 << 16];
        long done = start;
        long next = 0;
        boolean writing = true;
        try (OutputStream out =
                Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            writing = false;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                writing = true;
                out.write(buffer, 0, n);
                writing = false;
                done += n;
                if (done >= next || done == total) {
                    String of = total < 0 ? "" : String.format(Locale.ROOT, " of %.1f", total / MEBIBYTE);
                    messages.accept(
                            String.format(Locale.ROOT, "Downloading %s: %.1f%s MiB", address, done / MEBIBYTE, of));
                    next = done + Math.max(1 << 20, total / 10); // about ten lines
                }
            }
        } catch (IOException e) {
            if (writing) {
                throw Download.cannotWrite(part, e);
            }
            throw e;
        }
        if (done < total) {
            throw new IOException("broke off after " + done + " of " + total + " bytes");
        }
    }
}
