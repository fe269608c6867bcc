package io.github.dl4jdropout.examples.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.lang3.ArrayUtils;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images of one shape with their classes, as bytes in the heap: the training part of CIFAR-10 is 154 MB so, and would be 614 MB as
 * floats. They become floats a batch at a time.
 *
 * @param pixels count × channels × height × width unsigned bytes in that order, not copied; read them, do not write them
 * @param labels a class for each image, from 0, not copied; read them, do not write them
 */
public record ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, int classes) {
    public ImageSet {
        long expected = (long) labels.length * channels * height * width;
        if (pixels.length != expected || expected == 0) {
            throw new IllegalArgumentException("Pixels of " + labels.length + " images of " + channels + " × " + height
                    + " × " + width + ": expected " + expected + ", more than 0, received " + pixels.length + ".");
        }
        if (IntStream.of(labels).anyMatch(label -> label < 0 || label >= classes)) {
            throw new IllegalArgumentException("Labels: expected 0 to " + (classes - 1) + ", received others.");
        }
    }

    public int count() {
        return labels.length;
    }

    int length() {
        return channels * height * width;
    }

    /** As a network takes them: FLOAT features [n, channels, height, width], b / 255 of byte b, and one-hot labels [n, classes]. */
    public DataSet batch() {
        float[] features = new float[pixels.length];
        for (int p = 0; p < features.length; p++) {
            features[p] = Byte.toUnsignedInt(pixels[p]) / 255f;
        }
        float[] oneHot = new float[count() * classes];
        for (int i = 0; i < count(); i++) {
            oneHot[i * classes + labels[i]] = 1f;
        }
        return new DataSet(
                Nd4j.createFromArray(features).reshape(count(), channels, height, width),
                Nd4j.createFromArray(oneHot).reshape(count(), classes));
    }

    /** Draws n images without replacement. The draw of a smaller n is the beginning of the draw of a larger one. */
    public ImageSet subset(int n, long seed) {
        return chosen(draw(n, count(), seed));
    }

    /** The first n images, or all if there are fewer. */
    public ImageSet first(int n) {
        return n >= count() ? this : chosen(IntStream.range(0, n).toArray());
    }

    ImageSet chosen(int... rows) {
        byte[] copies = new byte[Math.multiplyExact(rows.length, length())];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(pixels, rows[i] * length(), copies, i * length(), length());
        }
        int[] classOfEach = IntStream.of(rows).map(row -> labels[row]).toArray();
        return new ImageSet(copies, classOfEach, channels, height, width, classes);
    }

    /** The first n places of a Fisher-Yates shuffle. {@link Random}, because its sequence is part of its contract. */
    static int[] draw(int n, int available, long seed) {
        if (n < 1 || n > available) {
            throw new UserException("Training images to draw: expected 1 to " + available
                    + ", which is how many there are, received " + n + ".");
        }
        int[] index = IntStream.range(0, available).toArray();
        Random random = new Random(seed);
        for (int i = 0; i < n; i++) {
            ArrayUtils.swap(index, i, i + random.nextInt(available - i));
        }
        return Arrays.copyOf(index, n);
    }

    /** The SHA-256 of shape, bytes and labels: tells whether a run goes on with the data that it was begun with. */
    public String fingerprint() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        ByteBuffer numbers = ByteBuffer.allocate(Integer.BYTES * (5 + count()));
        IntStream.of(count(), channels, height, width, classes).forEach(numbers::putInt);
        IntStream.of(labels).forEach(numbers::putInt);
        digest.update(numbers.array());
        return Hex.encodeHexString(digest.digest(pixels));
    }

    @Override
    public String toString() {
        return count() + " images of " + channels + " × " + height + " × " + width + " in " + classes + " classes";
    }
}
