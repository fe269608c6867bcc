package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.Optional;

/** CIFAR-10 from its official archive. */
public final class Cifar10 {
    private Cifar10() {}

    /** The images from an archive or a folder with it that the user named, or else from DL4J's folder, or downloaded. */
    public static ImageData.Source source(Optional<Path> place) {
        throw new UnsupportedOperationException();
    }
}
