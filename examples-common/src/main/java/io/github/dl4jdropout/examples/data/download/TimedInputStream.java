package io.github.dl4jdropout.examples.data.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream whose reads end after a time of silence. The JDK's HTTP client limits the wait for the head of an answer only;
 * reading its body would wait for ever.
 */
final class TimedInputStream extends InputStream {
    private final InputStream in;
    private final Duration silence;
    // A thread that still hangs in a read must not keep the program alive.
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "download");
        thread.setDaemon(true);
        return thread;
    });

    TimedInputStream(InputStream in, Duration silence) {
        this.in = in;
        this.silence = silence;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Future<Integer> read = reader.submit(() -> in.read(target, offset, length));
        try {
            return read.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no byte for " + silence.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download was interrupted.");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public void close() throws IOException {
        reader.shutdownNow();
        in.close();
    }
}
