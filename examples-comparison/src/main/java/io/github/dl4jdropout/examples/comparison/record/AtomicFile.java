package io.github.dl4jdropout.examples.comparison.record;

import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Files that are either there in full or not there: written under another name, forced to the disk, then moved. This holds when the
 * process is killed, when the machine loses power and when the disk is full.
 */
public final class AtomicFile {
    /** For tests, which look at what a kill would leave after each step; takes the file that was touched last. */
    static volatile Consumer<Path> afterStep = file -> {};

    /** Writes to a file that does not exist yet, or holds what a killed writer left. */
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes a file or replaces it. Its directory is created if there is none.
     *
     * @throws UserException if that fails, with the reason and the room there is; the target is then as it was before
     */
    public static void write(Path target, Content content) {
        // Ends as the target does: encoders choose their format by the ending.
        Path part = target.resolveSibling(".part-" + target.getFileName());
        Path directory = target.toAbsolutePath().getParent();
        try {
            try {
                if (!Files.isDirectory(directory)) {
                    Files.createDirectories(directory);
                    forceDirectory(directory.getParent());
                }
                content.writeTo(part);
                force(part, StandardOpenOption.WRITE);
                afterStep.accept(part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                forceDirectory(directory);
                afterStep.accept(target);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            double free = directory.toFile().getUsableSpace() / 1e6; // 0 if there is no such directory
            String room = Files.exists(directory) ? String.format(Locale.ROOT, "; free there: %.1f MB", free) : "";
            throw new UserException("Cannot write " + target + ": " + UserException.reason(e) + room + ".", e);
        }
    }

    /** Without it a move could reach the disk before the content does, or not at all. */
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

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + UserException.reason(e) + ".", e);
        }
    }
}
