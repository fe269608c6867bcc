package io.github.dl4jdropout.examples.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The batches of one epoch. Their order is a function of seed and epoch alone. ND4J's generator has no part in it, because dropout
 * without a seed draws from that one, more or less often by method. The last batch holds what is left.
 */
public record Batches(ImageSet images, int size, int[] order, Augmentation augmentation) implements Iterable<DataSet> {
    /** The batches of an epoch of training, counted from 1. */
    public Batches(ImageSet images, int size, long seed, int epoch, boolean augment) {
        this(images, size, order(images.count(), seed, epoch), augment ? new Augmentation(seed, epoch) : null);
    }

    public Batches {
        if (size < 1) {
            throw new IllegalArgumentException("Images in a batch: expected 1 or more, received " + size + ".");
        }
    }

    /** The images as they are, one after the other, for evaluation. */
    public static Batches inOrder(ImageSet images, int size) {
        return new Batches(images, size, IntStream.range(0, images.count()).toArray(), null);
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
        if (augmentation != null) {
            augmentation.apply(batch, rows);
        }
        return batch.batch();
    }

    /** {@link Random} is specified to the bit, so the order is the same on every JDK. */
    private static int[] order(int images, long seed, int epoch) {
        List<Integer> order = IntStream.range(0, images).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(31 * seed + 0x9E3779B97F4A7C15L * epoch));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
