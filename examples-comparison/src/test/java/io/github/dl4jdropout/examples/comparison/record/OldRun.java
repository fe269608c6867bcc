package io.github.dl4jdropout.examples.comparison.record;

import java.nio.file.Path;

/** A finished run as the first version of the record had it: other names of methods, options as strings, a column more. */
public final class OldRun {

    public static final RunFolder FOLDER =
            new RunFolder(Path.of("src/test/resources/io/github/dl4jdropout/examples/comparison/mnist-subset"));
}
