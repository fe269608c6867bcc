package io.github.dl4jdropout.examples.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images with their classes, as bytes in the heap: CIFAR-10 is 184 MB so, and would be 614 MB as floats of its training part alone.
 * They become floats a batch at a time. Immutable.
 */
public final class ImageSet {
    private static final float[] INTENSITY = new float[256];

    static {
        for (int b = 0; b < INTENSITY.length; b++) {
            INTENSITY[b] = b / 255f;
        }
    }

    private final byte[] pixels;
    private final int[] labels;
    private final int channels;
    private final int height;
    private final int width;
    private final int classes;

    private ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, int classes) {
        this.pixels = pixels;
        this.labels = labels;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.classes = classes;
    }

    /**
     * Images of one shape.
     *
     * @param pixels count × channels × height × width unsigned bytes in that order; not copied
     * @param labels a class for each image, from 0; not copied
     */
    public static ImageSet of(byte[] pixels, int[] labels, int channels, int height, int width, int classes) {
        long expected = (long) labels.length * channels * height * width;
        if (pixels.length != expected || labels.length == 0) {
            throw new IllegalArgumentException(
                    "Pixels of " + labels.length + " images of " + channels + " × " + height + " × " + width
                            + ": expected " + expected + " and at least one image, received " + pixels.length + ".");
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "Label of an image: expected 0 to " + (classes - 1) + ", received " + label + ".");
            }
        }
        return new ImageSet(pixels, labels, channels, height, width, classes);
    }

    public int count() {
        return labels.length;
    }

    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int classes() {
        return classes;
    }

    /** Bytes of an image. */
    int length() {
        return channels * height * width;
    }

    int label(int image) {
        return labels[image];
    }

    boolean sameShape(ImageSet other) {
        return channels == other.channels && height == other.height && width == other.width;
    }

    /**
     * Chosen images as a network takes them.
     *
     * @return FLOAT features [n, channels, height, width], where byte b is b / 255, and FLOAT one-hot labels [n, classes]; new arrays
     */
    public DataSet batch(int... rows) {
        return batch(subset(rows));
    }

    /** All images of a set as a network takes them. */
    static DataSet batch(ImageSet images) {
        float[] features = new float[images.pixels.length];
        for (int p = 0; p < features.length; p++) {
            features[p] = INTENSITY[Byte.toUnsignedInt(images.pixels[p])];
        }
        float[] oneHot = new float[images.count() * images.classes];
        for (int i = 0; i < images.count(); i++) {
            oneHot[i * images.classes + images.labels[i]] = 1f;
        }
        long[] shape = {images.count(), images.channels, images.height, images.width};
        return new DataSet(
                Nd4j.create(features, shape, Nd4j.getStrides(shape, 'c'), 'c', DataType.FLOAT),
                Nd4j.create(oneHot, new long[] {images.count(), images.classes}, 'c'));
    }

    /** Draws n images: the first places of a Fisher-Yates shuffle. */
    public ImageSet subset(int n, long seed) {
        return subset(draw(n, count(), seed));
    }

    /** The first n images, or all if there are fewer. */
    public ImageSet first(int n) {
        return n >= count() ? this : subset(IntStream.range(0, n).toArray());
    }

    /** Copies chosen images. */
    ImageSet subset(int... rows) {
        byte[] chosen = new byte[Math.multiplyExact(rows.length, length())];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(pixels, rows[i] * length(), chosen, i * length(), length());
        }
        int[] chosenLabels = Arrays.stream(rows).map(row -> labels[row]).toArray();
        return new ImageSet(chosen, chosenLabels, channels, height, width, classes);
    }

    /** These images, changed in place one after the other. */
    byte[] pixels() {
        return pixels;
    }

    /** The numbers of n things out of many. {@link Random}, because its sequence is part of its contract. */
    static int[] draw(int n, int available, long seed) {
        if (n < 1 || n > available) {
            throw new UserException("Size of the training subset: expected 1 to " + available
                    + ", the number of training images, received " + n + ".");
        }
        int[] index = IntStream.range(0, available).toArray();
        Random random = new Random(seed);
        for (int i = 0; i < n; i++) {
            int other = i + random.nextInt(available - i);
            int swap = index[i];
            index[i] = index[other];
            index[other] = swap;
        }
        return Arrays.copyOf(index, n);
    }

    /** The SHA-256 of shape, bytes and labels: tells whether a run goes on with the data that it was begun with. */
    public String fingerprint() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (5 + labels.length));
        IntStream.of(count(), channels, height, width, classes).forEach(numbers::putInt);
        IntStream.of(labels).forEach(numbers::putInt);
        digest.update(numbers.array());
        digest.update(pixels);
        return Hex.encodeHexString(digest.digest());
    }

    @Override
    public String toString() {
        return count() + " images of " + channels + " × " + height + " × " + width + " in " + classes + " classes";
    }
}
