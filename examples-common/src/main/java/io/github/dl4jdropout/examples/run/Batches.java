package io.github.dl4jdropout.examples.run;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of one epoch in a given order, copied from the whole as they are asked for. The last one holds what is left.
 *
 * @param data features [N, ...] and labels [N, K]
 * @param order which examples, in which order
 * @param size examples in a batch
 */
record Batches(DataSet data, int[] order, int size) implements Iterable<DataSet> {

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
                return new DataSet(pull(data.getFeatures(), rows), pull(data.getLabels(), rows));
            }
        };
    }

    private static INDArray pull(INDArray from, int[] rows) {
        long[] shape = from.shape().clone(); // ND4J hands out its own array
        INDArray flat = Nd4j.pullRows(from.reshape(shape[0], from.length() / shape[0]), 1, rows);
        shape[0] = rows.length;
        return flat.reshape(shape);
    }
}
