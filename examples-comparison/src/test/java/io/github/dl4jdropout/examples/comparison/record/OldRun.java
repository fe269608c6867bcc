package io.github.dl4jdropout.examples.comparison.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A finished run as the first version of the record had it: other names of methods, options as strings, a column more. */
public final class OldRun {

    static final RunFolder FOLDER =
            new RunFolder(Path.of("src/test/resources/io/github/dl4jdropout/examples/comparison/mnist-subset"));

    /** Copies it, to be drawn again. */
    public static RunFolder copy(Path target) throws IOException {
        return copy(FOLDER, target);
    }

    public static RunFolder copy(RunFolder from, Path target) throws IOException {
        RunFolder copy = new RunFolder(Files.createDirectories(target));
        Files.copy(from.info(), copy.info());
        Files.copy(from.metrics(), copy.metrics());
        return copy;
    }
}
