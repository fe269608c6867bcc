package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Files that are either there in full or not there: written under another name, forced to the disk, then moved. This holds when the
 * process is killed, when the machine loses power and when the disk is full.
 */
public final class AtomicFile {

    /** Called with the name of the file that was touched last, after each step: for tests, which look what a kill would leave. */
    static volatile Consumer<Path> afterStep = file -> {};

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param file where to; does not exist yet, or holds what a killed writer left
         * @throws IOException if that fails
         */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes a file or replaces it.
     *
     * @param target the file; its directory is created if it is not there
     * @param content writes what will be in it
     * @throws NotWrittenException if writing or moving fails; the target is then as it was before
     */
    public static void write(Path target, Content content) throws NotWrittenException {
        write(target, OptionalLong.empty(), content);
    }

    /**
     * Writes a file or replaces it.
     *
     * @param target the file; its directory is created if it is not there
     * @param bytes about how large it will be, to tell the user how much room to make
     * @param content writes what will be in it
     * @throws NotWrittenException if writing or moving fails; the target is then as it was before
     */
    public static void write(Path target, long bytes, Content content) throws NotWrittenException {
        write(target, OptionalLong.of(bytes), content);
    }

    private static void write(Path target, OptionalLong bytes, Content content) throws NotWrittenException {
        // Ends as the target does: encoders choose their format by the ending.
        Path part = target.resolveSibling(".part-" + target.getFileName());
        try {
            try {
                createDirectory(target.toAbsolutePath().getParent());
                content.writeTo(part);
                force(part, StandardOpenOption.WRITE);
                afterStep.accept(part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceDirectory(target.toAbsolutePath().getParent());
                afterStep.accept(target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new NotWrittenException(target, bytes, e);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            forceDirectory(directory.getParent());
        }
    }

    /** Else a move could reach the disk before the content does, or not at all. */
    private static void forceDirectory(Path directory) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) { // where directories cannot be opened
            force(directory, StandardOpenOption.READ);
        }
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
