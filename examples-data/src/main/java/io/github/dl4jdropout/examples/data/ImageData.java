package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Labelled images for one experiment, whole in memory.
 *
 * @param name what the images are, for tables and titles: "MNIST", "images of 3 classes in folders" or "synthetic digits"
 * @param synthetic whether a program drew them; whoever shows a result says so
 * @param origin where they came from, a phrase for a person: "IDX files in /data/mnist"
 * @param classes the names of the classes, in the order of the labels
 * @param test the test images, never trained on
 */
public record ImageData(
        String name, boolean synthetic, String origin, List<String> classes, ImageSet train, ImageSet test) {

    /** The seed of every draw that does not depend on the seed of a run: all runs share training and test images. */
    static final long DRAW_SEED = 0;

    /** A place that images come from. */
    public interface Source {
        /**
         * Finds, checks and reads the images.
         *
         * @param messages takes a line at a time for the user: progress, and what is odd about the data
         * @throws UserException.Absent if they are not at hand
         * @throws UserException if they must not be trained on, or the user can mend what stands in the way
         */
        ImageData load(Consumer<String> messages) throws IOException;
    }

    /**
     * Loads the real images if they can be had, and the synthetic ones otherwise, and says so. Real images that are there but
     * wrong never lead to synthetic ones.
     */
    public static ImageData realOr(Source real, Source synthetic, Consumer<String> messages) throws IOException {
        try {
            return real.load(messages);
        } catch (UserException.Absent e) {
            messages.accept(e.getMessage().lines().findFirst().orElseThrow());
            ImageData standIn = synthetic.load(messages);
            messages.accept(
                    "The images are " + standIn.name() + " instead: no figure of this run is a result on real data.");
            return standIn;
        }
    }

    /** Draws a training part of {@code n} images. Classes are as frequent as chance makes them. The test part is unchanged. */
    public ImageData withTrain(int n) {
        if (n == train.count()) {
            return this;
        }
        ImageSet subset = train.subset(n, DRAW_SEED);
        return new ImageData(name, synthetic, origin + drawn(n, train.count()), classes, subset, test);
    }

    static String drawn(int n, int available) {
        return "; " + n + " of " + available + " training images, drawn with seed " + DRAW_SEED;
    }
}
