package io.github.dl4jdropout.examples.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.datavec.image.data.ImageWritable;
import org.datavec.image.transform.BoxImageTransform;
import org.datavec.image.transform.CropImageTransform;
import org.datavec.image.transform.FlipImageTransform;
import org.datavec.image.transform.ImageTransform;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Random variants of training images by DataVec's transforms: mirrored from left to right with probability 1/2, and shifted
 * by up to some pixels up or down and left or right, every shift as likely, with black where nothing was (the augmentation of
 * K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", CVPR 2016, section 4.2).
 *
 * <p>What happens to an image is a function of the seed, the epoch and the number of the image: not of the batch it is in, of
 * threads, or of anything drawn before. A resumed run sees the images that it would have seen.
 *
 * @param flip whether images are mirrored
 * @param shift the largest shift in pixels; 0: none
 * @param seed of the run
 */
public record Augmentation(boolean flip, int shift, long seed) {

    /**
     * Checks the shift.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Augmentation {
        if (shift < 0) {
            throw new IllegalArgumentException(
                    "Largest shift of an image: expected 0 pixels or more, received " + shift + ".");
        }
    }

    /**
     * The variants of a batch in one epoch.
     *
     * @param images UINT8 [N, C, H, W]; left as it is
     * @param numbers of the N images in the training part
     * @param epoch from 1
     * @return UINT8 of the same shape
     * @throws IllegalArgumentException if type or shape are others, or the shift leaves nothing of an image
     */
    public INDArray apply(INDArray images, int[] numbers, int epoch) {
        ByteBuffer source = Pixels.bytes(images);
        if (images.rank() != 4 || images.size(0) != numbers.length) {
            throw new IllegalArgumentException("Images to augment: expected [" + numbers.length
                    + ", C, H, W], one image for each number, received "
                    + Arrays.toString(images.shape()) + ".");
        }
        int channels = (int) images.size(1);
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        if (shift >= Math.min(height, width)) {
            throw new IllegalArgumentException("Largest shift of an image: expected less than its " + height + " × "
                    + width + " pixels, received " + shift + ".");
        }
        byte[] batch = new byte[source.remaining()];
        source.get(batch);
        int length = channels * height * width;
        IntStream.range(0, numbers.length).parallel().forEach(i -> {
            Dice dice = new Dice(seed, epoch, numbers[i]);
            transform(batch, i * length, channels, height, width, dice);
        });
        return Pixels.ofBytes(batch, images.shape());
    }

    private void transform(byte[] batch, int at, int channels, int height, int width, Dice dice) {
        // Always drawn, so that switching one off leaves the other as it was.
        boolean mirrored = dice.below(2) == 1 && flip;
        int down = dice.below(2 * shift + 1) - shift;
        int right = dice.below(2 * shift + 1) - shift;
        var converter = new OpenCVFrameConverter.ToMat();
        try (Mat mat = new Mat(height, width, opencv_core.CV_8UC(channels))) {
            mat.data().put(interleaved(batch, at, channels, height * width));
            ImageWritable image = new ImageWritable(converter.convert(mat));
            if (mirrored) {
                image = apply(new FlipImageTransform(1), image);
            }
            if (down != 0 || right != 0) {
                image = apply(new BoxImageTransform(width + 2 * shift, height + 2 * shift), image);
                image = apply(new CropImageTransform(shift - down, shift - right, shift + down, shift + right), image);
            }
            Mat result = converter.convert(image.getFrame());
            byte[] pixels = new byte[channels * height * width];
            try (Mat dense = result.clone()) { // a cropped one has gaps between its rows
                dense.data().get(pixels);
            }
            deinterleave(pixels, batch, at, channels, height * width);
        }
    }

    /** Without randomness of the transform's own. */
    private static ImageWritable apply(ImageTransform transform, ImageWritable image) {
        return transform.transform(image, null);
    }

    private static byte[] interleaved(byte[] planes, int at, int channels, int plane) {
        byte[] pixels = new byte[channels * plane];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < plane; p++) {
                pixels[p * channels + c] = planes[at + c * plane + p];
            }
        }
        return pixels;
    }

    private static void deinterleave(byte[] pixels, byte[] planes, int at, int channels, int plane) {
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < plane; p++) {
                planes[at + c * plane + p] = pixels[p * channels + c];
            }
        }
    }
}
