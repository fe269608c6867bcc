package io.github.dl4jdropout.examples.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process at a time that trains into a directory. The operating system takes the lock away when its process ends, however it
 * ends. The file of the lock stays: deleting it would let a third process lock a new one while the second still has the old.
 */
public final class RunLock implements Closeable {

    /** Locks on files are held by the process, and closing any channel to the file gives them up: its threads must not open a second. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    /** Behind the text in the file: where locks are mandatory, others could not read a locked text. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final RunFolder folder;
    private final Path directory;
    private final FileChannel channel;

    private RunLock(RunFolder folder, Path directory, FileChannel channel) {
        this.folder = folder;
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock, or says that it is taken.
     *
     * @param folder of the run; must exist
     * @return the lock, to be closed when the run is over, or empty if another process or thread has it: see {@link #holder}
     * @throws IOException if the file of the lock cannot be written
     */
    public static Optional<RunLock> tryAcquire(RunFolder folder) throws IOException {
        Path directory = folder.path().toRealPath();
        if (!HELD_HERE.add(directory)) {
            return Optional.empty();
        }
        Optional<RunLock> lock = Optional.empty();
        try {
            lock = Optional.ofNullable(locked(folder.lock())).map(channel -> new RunLock(folder, directory, channel));
            return lock;
        } finally {
            if (lock.isEmpty()) {
                HELD_HERE.remove(directory);
            }
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock(LOCKED_BYTE, 1, false) != null;
            if (!locked) {
                return null;
            }
            channel.truncate(0);
            String holder = "process " + ProcessHandle.current().pid() + ", since " + Instant.now();
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException e) {
            locked = false;
            throw new NotWrittenException(file, OptionalLong.empty(), e);
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /**
     * Who has the lock, or had it last.
     *
     * @param folder of the run
     * @return such as "process 1234, since 2026-01-01T00:00:00Z"
     * @throws IOException if the file of the lock cannot be read
     */
    public static String holder(RunFolder folder) throws IOException {
        String holder = Files.readString(folder.lock());
        return holder.isEmpty() ? "another process" : holder; // one that has just begun
    }

    /**
     * What is locked.
     *
     * @return the folder of the run
     */
    public RunFolder folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(directory);
    }
}
