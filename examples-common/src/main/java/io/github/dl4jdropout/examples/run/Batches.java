package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Pixels;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The batches of one epoch in a given order, copied from the whole and turned to floats as they are asked for. The last one holds
 * what is left.
 *
 * @param data features [N, ...] and labels [N, K]
 * @param order which examples, in which order
 * @param size examples in a batch
 * @param augmented what is done to the images of a batch
 */
record Batches(DataSet data, int[] order, int size, Augmented augmented) implements Iterable<DataSet> {

    /** Changes the images of a batch before they are trained on. */
    @FunctionalInterface
    interface Augmented {
        /** What is trained on in the place of these images, given their numbers in the whole. */
        INDArray apply(INDArray features, int[] rows);
    }

    /** Batches of the images as they are. */
    Batches(DataSet data, int[] order, int size) {
        this(data, order, size, (features, rows) -> features);
    }

    /** How many batches there are. */
    int count() {
        return (order.length + size - 1) / size;
    }

    @Override
    public Iterator<DataSet> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < order.length;
            }

            @Override
            public DataSet next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int[] rows = Arrays.copyOfRange(order, next, Math.min(next + size, order.length));
                next += size;
                INDArray features = augmented.apply(Pixels.rows(data.getFeatures(), rows), rows);
                return new DataSet(Pixels.floats(features), Pixels.rows(data.getLabels(), rows));
            }
        };
    }
}
