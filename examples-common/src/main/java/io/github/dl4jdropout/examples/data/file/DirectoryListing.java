package io.github.dl4jdropout.examples.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies in a directory. */
public final class DirectoryListing {
    private DirectoryListing() {}

    /**
     * The entries, sorted by name.
     *
     * @param directory an existing one
     * @return paths that begin with the directory
     * @throws IOException if it cannot be read
     */
    public static List<Path> of(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /**
     * For a message: the first names, or why there are none.
     *
     * @param directory which need not exist
     * @return a phrase
     * @throws IOException if it is there and cannot be read
     */
    public static String described(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Files.exists(directory) ? "a file of that name" : "no such directory";
        }
        List<String> names = of(directory).stream()
                .map(entry -> entry.getFileName().toString())
                .toList();
        String shown = String.join(", ", names.subList(0, Math.min(10, names.size())));
        return names.isEmpty() ? "nothing" : shown + (names.size() > 10 ? ", …" : "");
    }
}
