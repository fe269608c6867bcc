package io.github.dl4jdropout.examples.comparison.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A finished run as the first version of the record had it: other names of methods, options as strings, a column more. */
public final class OldRun {

    private OldRun() {}

    public static RunFolder folder() {
        try {
            return new RunFolder(
                    Path.of(OldRun.class.getResource("../mnist-subset").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies it, to be drawn again. */
    public static RunFolder copy(Path target) {
        RunFolder copy = new RunFolder(target);
        try {
            Files.createDirectories(target);
            Files.copy(folder().info(), copy.info());
            Files.copy(folder().metrics(), copy.metrics());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
