package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Somebody's own images: {@code train} and {@code test} with a folder of images for each class, or a plain folder with a folder
 * of images for each class.
 *
 * @param directory the folder
 * @param height of the images in pixels, to which they are scaled
 * @param width of the images in pixels, to which they are scaled
 * @param testFraction the part of each class that is drawn for testing; only for a plain folder
 * @param train how many training images are drawn, before anything is decoded; empty: all
 */
public record ImageFolder(Path directory, int height, int width, double testFraction, OptionalInt train)
        implements ImageData.Source {

    /** Whether a folder has {@code train} and {@code test}, or class folders, rather than files of a known data set. */
    public static boolean isOne(Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImageData load(Consumer<String> messages) {
        throw new UnsupportedOperationException();
    }
}
