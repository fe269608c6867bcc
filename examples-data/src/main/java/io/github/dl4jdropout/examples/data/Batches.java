package io.github.dl4jdropout.examples.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The batches of one epoch. Their order is a function of seed and epoch alone. ND4J's generator has no part in it, because dropout
 * without a seed draws from that one, more or less often by method. The last batch holds what is left.
 *
 * <p>Augmentation mirrors an image from left to right with probability 1/2, and shifts it by up to 4 pixels up or down and left or
 * right, every shift as likely, with black where nothing was (K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image
 * recognition", CVPR 2016, section 4.2). What happens is a function of seed, epoch and number of the image.
 */
public record Batches(ImageSet images, int size, int[] order, long seed, int epoch, boolean augment)
        implements Iterable<DataSet> {
    static final int SHIFT = 4;

    /** The batches of an epoch of training, counted from 1. */
    public Batches(ImageSet images, int size, long seed, int epoch, boolean augment) {
        this(images, size, order(images.count(), seed, epoch), seed, epoch, augment);
    }

    /** The images as they are, one after the other, for evaluation. */
    public static Batches inOrder(ImageSet images, int size) {
        return new Batches(images, size, IntStream.range(0, images.count()).toArray(), 0, 0, false);
    }

    public int count() {
        return (order.length + size - 1) / size;
    }

    @Override
    public Iterator<DataSet> iterator() {
        return IntStream.range(0, count()).mapToObj(this::batch).iterator();
    }

    private DataSet batch(int number) {
        int[] rows = Arrays.copyOfRange(order, number * size, Math.min((number + 1) * size, order.length));
        ImageSet batch = images.chosen(rows);
        for (int i = 0; augment && i < rows.length; i++) {
            // One draw for all three: how the JDK makes smaller numbers of it is not part of a contract.
            long bits = new SplittableRandom(31 * seed + 0x9E3779B97F4A7C15L * epoch + 0xD1342543DE82EF95L * rows[i])
                    .nextLong();
            transform(batch, i, bits < 0, shift(bits), shift(bits >>> 20));
        }
        return batch.batch();
    }

    /** The numbers from 0 to below count, shuffled. {@link Random} is specified to the bit, so the order is the same on every JDK. */
    public static int[] order(int count, long seed, int epoch) {
        int[] order = IntStream.range(0, count).toArray();
        ArrayUtils.shuffle(order, new Random(31 * seed + 0x9E3779B97F4A7C15L * epoch));
        return order;
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
