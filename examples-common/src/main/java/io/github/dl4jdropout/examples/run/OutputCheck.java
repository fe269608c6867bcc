package io.github.dl4jdropout.examples.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Results of one run are never mixed with those of another. */
final class OutputCheck {

    private OutputCheck() {}

    /**
     * Looks at a directory and changes nothing.
     *
     * @param path where results are to go
     * @throws UsageException if it is a file or holds anything
     * @throws IOException if it cannot be looked at
     */
    static void refuseUnlessNewOrEmpty(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            throw UsageException.value("--out", "a directory", path + ", which is a file");
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.findAny().isPresent()) {
                throw UsageException.value("--out", "a new or an empty directory", path + ", which holds files")
                        .andTry("Name another one, or remove this one first; --replot " + path
                                + " draws the pictures of the run in it again");
            }
        }
    }
}
