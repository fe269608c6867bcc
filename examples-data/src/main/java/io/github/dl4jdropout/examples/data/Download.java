package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.common.resources.DL4JResources;

/**
 * Fetches the files of a data set, whose digests are known. A transfer that breaks off or falls silent is tried again and goes on
 * where it ended, also in another process; a mirror that cannot be reached, has no such file or delivers other bytes is left for the
 * next. A file appears in one step, complete, or not at all. Processes that fetch into one folder do so one after the other.
 *
 * @param files what to get by other means, if no mirror delivers it
 * @param mirrorFolder where the data set lies under the addresses of the system property {@link #MIRRORS}
 * @param mirrors addresses of folders with the files, each ending in a slash
 * @param silence how long to wait for a connection, for the answer, and for each next byte of it, in milliseconds
 */
record Download(String dataSet, String files, Path folder, String mirrorFolder, List<URI> mirrors, int silence) {
    /** The system property that replaces the mirrors of all data sets; each has a folder of its own under the addresses. */
    static final String MIRRORS = "io.github.dl4jdropout.mirrors";

    private static final String ADDRESS = "https?://[^\\s/,]+(/[^\\s,]*)?";
    private static final int ATTEMPTS = 4;
    private static final double MEBIBYTE = 1 << 20;

    /** What another attempt would not change. */
    @SuppressWarnings("serial")
    private static final class Refused extends IOException {
        Refused(String message) {
            super(message);
        }
    }

    /** From official mirrors, unless the system property names others, into a folder of DL4J's folder. */
    static Download of(String dataSet, String files, String folder, String mirrorFolder, List<String> official) {
        Path place = DL4JResources.getBaseDirectory().toPath().resolve(folder);
        String named = System.getProperty(MIRRORS);
        if (named != null && !named.matches(ADDRESS + "(, *" + ADDRESS + ")*")) {
            throw new UserException("System property " + MIRRORS
                    + ": expected http or https addresses separated by commas, received \"" + named + "\".");
        }
        List<URI> mirrors = (named == null ? official.stream() : Stream.of(named.split(", *")))
                .map(text -> URI.create(named == null ? text : text.replaceFirst("/?$", "/" + mirrorFolder + "/")))
                .toList();
        return new Download(dataSet, files, place, mirrorFolder, mirrors, 30_000);
    }

    /** Sees to it that a file is there with its digest, or throws {@link UserException.Absent} if no mirror delivers it. */
    Path fetch(String file, String sha256, Consumer<String> messages) {
        Path target = folder.resolve(file);
        Path part = folder.resolve(file + ".part");
        synchronized (Download.class) { // a lock on a file is held by the whole process
            try (FileChannel channel = FileChannel.open(
                    Files.createDirectories(folder).resolve(".download.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    messages.accept("Waiting for another process that downloads into " + folder);
                    channel.lock();
                }
                if (!has(target, sha256)) {
                    if (!has(part, sha256)) {
                        fetchFromAny(file, part, sha256, messages);
                    }
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
                return target;
            } catch (IOException e) {
                throw UserException.cannotWrite(e instanceof FileAlreadyExistsException ? folder : target, e);
            }
        }
    }

    private void fetchFromAny(String file, Path part, String sha256, Consumer<String> messages)
            throws FileSystemException {
        List<String> reasons = new ArrayList<>();
        for (URI mirror : mirrors) {
            URI address = mirror.resolve(file);
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                try {
                    transfer(address, part, sha256, messages);
                    return;
                } catch (FileSystemException e) { // not the mirror's fault
                    throw e;
                } catch (IOException e) {
                    boolean silent = e instanceof SocketTimeoutException;
                    String failure =
                            address + ": " + (silent ? "no byte for " + silence + " ms" : UserException.reason(e));
                    if (attempt == ATTEMPTS || e instanceof Refused) {
                        reasons.add(failure);
                        break;
                    }
                    messages.accept(failure + "; trying again");
                    LockSupport.parkNanos(silence * 1_000_000L / 30 << (attempt - 1)); // 1, 2, 4 seconds
                }
            }
        }
        throw new UserException.Absent(dataSet + " is not at hand. Could not download " + file + ": "
                + String.join("; ", reasons) + ".\nThere are three ways to get it:\n  1. Put " + files
                + " into a folder and name that by --data-dir, where the program has it.\n  2. Put them into " + folder
                + " (moved by -Dorg.deeplearning4j.resources.directory=DIR).\n  3. Let this program download them: give it"
                + " a network (a proxy by -Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT), or another mirror by -D"
                + MIRRORS + "=URL, which has them in a folder " + mirrorFolder + ".");
    }

    /** Asks one mirror once, for what is missing behind the part that is there. */
    void transfer(URI address, Path part, String sha256, Consumer<String> messages) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        // Not the newer HttpClient: its time-out ends with the head of the answer.
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout(silence);
        connection.setReadTimeout(silence);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            connection.connect();
        } catch (IOException e) {
            throw new Refused("cannot be reached (" + UserException.reason(e) + ")");
        }
        int status = connection.getResponseCode();
        if (status == 416) { // The part is as long as the file or longer, and is not the file.
            Files.delete(part);
            throw new IOException("no bytes from " + have + " on");
        } else if (status != 200 && status != 206) {
            boolean passing = status == 408 || status == 429 || status >= 500;
            throw passing ? new IOException("HTTP status " + status) : new Refused("HTTP status " + status);
        }
        copy(connection, part, status == 206 ? have : 0, messages);
        if (!has(part, sha256)) {
            String received = sha256(part) + " (" + Files.size(part) + " bytes)";
            String message = "wrong bytes: expected SHA-256 " + sha256 + ", received " + received;
            Files.delete(part);
            // The fault may be that of the beginning: only a whole transfer convicts the mirror.
            throw status == 206 ? new IOException(message + " after resuming") : new Refused(message);
        }
    }

    private static void copy(HttpURLConnection connection, Path part, long start, Consumer<String> messages)
            throws IOException {
        long total = Math.max(1, start + connection.getContentLengthLong()); // 1 if the mirror does not tell
        byte[] buffer = new byte[1 << 16];
        StandardOpenOption how = start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        long done = start;
        try (InputStream body = connection.getInputStream();
                OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, how)) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                try {
                    out.write(buffer, 0, n);
                } catch (IOException e) {
                    throw UserException.cannotWrite(part, e);
                }
                done += n;
                if (total > 1 && 10 * done / total > 10 * (done - n) / total) {
                    String progress = String.format(Locale.ROOT, "%.1f of %.1f MiB", done / MEBIBYTE, total / MEBIBYTE);
                    messages.accept("Downloading " + connection.getURL() + ": " + progress);
                }
            }
        }
        if (done < total) {
            throw new IOException("broke off after " + done + " of " + total + " bytes");
        }
    }

    private static boolean has(Path file, String sha256) throws IOException {
        return Files.exists(file) && sha256(file).equals(sha256);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }
}
