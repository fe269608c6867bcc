package io.github.dl4jdropout.examples.record;

/**
 * How the numbers of an image lie: [channels, height, width], row-major.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height rows
 * @param width columns
 */
public record ImageShape(int channels, int height, int width) {

    /**
     * How many numbers an image has.
     *
     * @return the product
     */
    public int length() {
        return channels * height * width;
    }
}
