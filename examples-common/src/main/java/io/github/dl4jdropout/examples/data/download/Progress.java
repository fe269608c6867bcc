package io.github.dl4jdropout.examples.data.download;

import java.util.Locale;
import java.util.function.Consumer;

/** Turns a count of bytes into about ten lines of text a file, and at most one a mebibyte. */
final class Progress {
    private static final long MEBIBYTE = 1 << 20;

    private final String file;
    private final String host;
    private final long total;
    private final Consumer<String> messages;
    private final long step;
    private long nextReport;

    /** @param total the size in bytes, negative if the server does not tell */
    Progress(String file, String host, long total, Consumer<String> messages) {
        this.file = file;
        this.host = host;
        this.total = total;
        this.messages = messages;
        this.step = Math.max(MEBIBYTE, total / 10);
    }

    void reached(long done) {
        if (done >= nextReport || done == total) {
            String of = total < 0 ? "" : " of " + mebibytes(total);
            messages.accept("Downloading " + file + " from " + host + ": " + mebibytes(done) + of + " MiB");
            nextReport = done + step;
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / (double) MEBIBYTE);
    }
}
