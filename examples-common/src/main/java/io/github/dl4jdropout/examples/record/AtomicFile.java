package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are either there in full or not there: written under another name, then moved. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param file where to; does not exist yet or is empty
         * @throws IOException if that fails
         */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes a file or replaces it.
     *
     * @param target the file; its directory must exist
     * @param content writes what will be in it
     * @throws IOException if writing or moving fails; the target is then as it was before
     */
    public static void write(Path target, Content content) throws IOException {
        // Ends as the target does: encoders choose their format by the ending.
        Path part = target.resolveSibling(".part-" + target.getFileName());
        try {
            content.writeTo(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
