package io.github.dl4jdropout.examples.data.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One writer at a time in a directory, among all threads and processes that take this lock. The file ".download.lock"
 * stays: deleting it would let a third process lock a new one while the second waits for the old.
 */
public final class DirectoryLock {
    /** Locks on files are held by the process: between its threads they say nothing. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds the lock.
     *
     * @param directory made if it is not there
     * @param messages told if another process has to be waited for
     * @return the lock, to be released by the same thread
     * @throws IOException if the directory cannot be written into
     */
    public static DirectoryLock acquire(Path directory, Consumer<String> messages) throws IOException {
        THREADS.lock();
        try {
            Files.createDirectories(directory);
            return new DirectoryLock(locked(directory, messages));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path directory, Consumer<String> messages) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(".download.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                messages.accept("Waiting for another process that writes into " + directory);
                channel.lock();
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Lets the next one in.
     *
     * @throws IOException if the file cannot be closed; the lock is released all the same
     */
    public void release() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
