package io.github.dl4jdropout.examples.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random variants of training images: mirrored from left to right with probability 1/2, and shifted by up to 4 pixels up or down
 * and left or right, every shift as likely, with black where nothing was (K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning
 * for image recognition", CVPR 2016, section 4.2).
 *
 * <p>What happens to an image is a function of seed, epoch and number of the image: a resumed run sees what it would have seen.
 */
record Augmentation(long seed, int epoch) {
    static final int SHIFT = 4;

    /** Changes the images of a batch, given their numbers in the whole. */
    void apply(ImageSet batch, int... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            // One draw for all three: how the JDK makes smaller numbers of it is not part of a contract.
            long bits = new SplittableRandom(31 * seed + 0x9E3779B97F4A7C15L * epoch + 0xD1342543DE82EF95L * numbers[i])
                    .nextLong();
            transform(batch, i, bits < 0, shift(bits), shift(bits >>> 20));
        }
    }

    private static int shift(long bits) {
        return (int) ((bits & 0xfffff) * (2 * SHIFT + 1) >>> 20) - SHIFT;
    }

    private static void transform(ImageSet batch, int image, boolean mirrored, int down, int right) {
        int height = batch.height();
        int width = batch.width();
        for (int c = 0; c < batch.channels(); c++) {
            int at = image * batch.length() + c * height * width;
            byte[] plane = Arrays.copyOfRange(batch.pixels(), at, at + height * width);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int fromY = y - down;
                    int fromX = mirrored ? width - 1 - (x - right) : x - right;
                    boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
                    batch.pixels()[at + y * width + x] = inside ? plane[fromY * width + fromX] : 0;
                }
            }
        }
    }
}
