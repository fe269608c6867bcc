package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** The directory of a run, and what lies where in it. */
public record RunFolder(Path path) {
    /** Behind the text in the file of the lock: where locks are mandatory, others could not read a locked text. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    public Path info() {
        return path.resolve("run.json");
    }

    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path model(DropoutMethod method, long seed) {
        return path.resolve("models").resolve(method.id() + "-seed" + seed + ".zip");
    }

    /** Returns the directory that an unfinished run goes on from; a finished run has none. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    private Path lockFile() {
        return path.resolve(".lock");
    }

    /** Returns true if a new run may begin here: there is no directory, or nothing in it but what a run leaves that never began. */
    public boolean isUnused() throws IOException {
        if (Files.notExists(path)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.equals(lockFile()) || entry.endsWith(".part-run.json"));
        }
    }

    /**
     * Keeps other processes from training into this directory until the lock is closed or this process ends, however it ends. The
     * file of the lock stays: deleting it would let a third process lock a new one while the second still has the old.
     *
     * <p>Not for two runs in one process: the second is refused, but the refusal gives up the lock of the first on some systems.
     *
     * @throws UserException if another run has the lock; the message says who
     */
    public Closeable lock() throws IOException {
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
                String since = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
                String holder = "process " + ProcessHandle.current().pid() + ", since " + since;
                channel.truncate(0).write(StandardCharsets.UTF_8.encode(holder));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // another run in this process; as if it were in another one
        }
        channel.close();
        String holder = Files.readString(lockFile()); // empty if the other has only just begun
        throw new UserException("Output folder: expected one that no run is using, received " + path
                + ", which is in use by " + (holder.isEmpty() ? "another process" : holder)
                + ". Wait for that run, or end it first.");
    }
}
