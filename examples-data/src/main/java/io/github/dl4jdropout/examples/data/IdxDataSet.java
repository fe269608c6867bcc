package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A data set in four IDX files. */
public final class IdxDataSet {
    public static final IdxDataSet MNIST = new IdxDataSet("MNIST");
    public static final IdxDataSet FASHION_MNIST = new IdxDataSet("Fashion-MNIST");

    private final String name;

    private IdxDataSet(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The images from a folder that the user named, or else from DL4J's folder, to which they are downloaded if need be. */
    public ImageData.Source source(Optional<Path> folder) {
        throw new UnsupportedOperationException();
    }

    /** Sees to it that the four files lie, checked and unzipped, in DL4J's folder; for MNIST, where DL4J looks for it. */
    public Path install(Consumer<String> messages) {
        throw new UnsupportedOperationException();
    }
}
