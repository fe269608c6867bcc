package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Fetches files whose digest is known.
 *
 * <p>Mirrors are asked in order. A transfer that breaks off or falls silent is tried again and goes on where it ended; a mirror that
 * cannot be reached, has no such file or delivers other bytes is left for the next. The target appears in one step, complete and
 * with the right digest, or not at all. What was received of it until then stays beside it as ".part" for the next attempt, also of
 * another process. Processes that fetch into one folder do so one after the other.
 *
 * @param silence how long to wait for a connection, for the answer, and for each next byte of it
 * @param attempts how often a mirror is asked
 * @param pause before the second attempt; doubled before each further one
 */
record Download(Duration silence, int attempts, Duration pause) {
    static final Download USUAL = new Download(Duration.ofSeconds(30), 4, Duration.ofSeconds(1));

    /** The system property that replaces the mirrors of all data sets; each has a folder of its own under the addresses. */
    static final String MIRRORS = "io.github.dl4jdropout.mirrors";

    /** The addresses of a data set's folder: official ones, or those under the addresses of the system property. */
    static List<URI> mirrors(String folder, String... official) {
        String named = System.getProperty(MIRRORS);
        if (named == null) {
            return Arrays.stream(official).map(URI::create).toList();
        } else if (!named.matches("https?://[^\\s/,]+(/[^\\s,]*)?(, *https?://[^\\s/,]+(/[^\\s,]*)?)*")) {
            throw new UserException("System property " + MIRRORS
                    + ": expected http or https addresses separated by commas, received \"" + named + "\".");
        }
        return Arrays.stream(named.split(", *"))
                .map(text -> URI.create(text + (text.endsWith("/") ? "" : "/") + folder + "/"))
                .toList();
    }

    /**
     * Sees to it that a file is there with its digest.
     *
     * @param mirrors addresses of folders with the file, each ending in a slash
     * @throws IOException if no mirror delivers it; the message is a sentence
     * @throws UserException if it cannot be written
     */
    void fetch(List<URI> mirrors, String sha256, Path target, Consumer<String> messages) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        synchronized (Download.class) { // a lock on a file is held by the whole process
            FileChannel channel = lock(folder, messages);
            try {
                if (!Files.exists(target) || !sha256(target).equals(sha256)) {
                    fetchFromAny(mirrors, sha256, target, messages);
                }
            } finally {
                channel.close(); // releases the lock
            }
        }
    }

    private static FileChannel lock(Path folder, Consumer<String> messages) throws IOException {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve(".download.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                messages.accept("Waiting for another process that downloads into " + folder);
                channel.lock();
            }
            return channel;
        } catch (IOException e) {
            throw cannotWrite(folder, e);
        }
    }

    private void fetchFromAny(List<URI> mirrors, String sha256, Path target, Consumer<String> messages)
            throws IOException {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : mirrors) {
            URI address = mirror.resolve(target.getFileName().toString());
            for (int attempt = 1; attempt <= attempts; attempt++) {
                try {
                    attempt(address, sha256, target, messages);
                    return;
                } catch (IOException e) {
                    String failure = address + ": " + UserException.reason(e);
                    if (attempt == attempts || e instanceof Transfer.Refused) {
                        reasons.add(failure);
                        break;
                    }
                    messages.accept(failure + "; trying again");
                    LockSupport.parkNanos(pause.toNanos() << (attempt - 1));
                }
            }
        }
        throw new IOException("Could not download " + target.getFileName() + ": " + String.join("; ", reasons) + ".");
    }

    private void attempt(URI address, String sha256, Path target, Consumer<String> messages) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (!Files.exists(part) || !sha256(part).equals(sha256)) {
            boolean resumed = new Transfer(address, part, (int) silence.toMillis(), messages).run();
            String received = sha256(part);
            if (!received.equals(sha256)) {
                long size = Files.size(part);
                Files.delete(part);
                String message =
                        "wrong bytes: expected SHA-256 " + sha256 + ", received " + received + " (" + size + " bytes)";
                // Wrong bytes behind a resumed part may be the fault of its beginning: only a whole transfer convicts
                // the mirror.
                throw resumed ? new IOException(message + " after resuming") : new Transfer.Refused(message);
            }
        }
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw cannotWrite(target, e);
        }
    }

    static UserException cannotWrite(Path file, IOException cause) {
        return new UserException(
                "Cannot write " + file + ": " + UserException.reason(cause)
                        + ". Make room there, or move DL4J's folder by -Dorg.deeplearning4j.resources.directory=DIR.",
                cause);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    /** Opens a file for reading; a folder of its name, and a file that must not be read, are refused by a sentence. */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw UserException.badFile(file, "a file", "a folder of that name");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + UserException.reason(e) + ".", e);
        }
    }
}
