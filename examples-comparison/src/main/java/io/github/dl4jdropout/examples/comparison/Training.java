package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.examples.data.Batches;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.io.Closeable;
import java.util.function.DoubleConsumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** How the networks of a run are trained, one epoch at a time. */
public interface Training extends Closeable {
    /** Returns how many steps an epoch has, which is what progress is counted in. */
    int steps();

    /**
     * Makes one pass over the training images. What happens depends on the network, the seed and the epoch, which counts from 1, and on
     * nothing that happened before. The network's own count of epochs is left alone.
     *
     * @param losses takes the mean loss of the epoch so far, after each step
     */
    void epoch(MultiLayerNetwork network, long seed, int epoch, DoubleConsumer losses);

    @Override
    default void close() {} // nothing is held

    /** Training in this thread; a step is a batch. */
    record Here(ImageSet images, int batch, boolean augmented) implements Training {
        @Override
        public int steps() {
            return Batches.inOrder(images, batch).count();
        }

        @Override
        public void epoch(MultiLayerNetwork network, long seed, int epoch, DoubleConsumer losses) {
            double loss = 0;
            int seen = 0;
            for (DataSet examples : new Batches(images, batch, seed, epoch, augmented)) {
                network.fit(examples);
                loss += network.score() * examples.numExamples();
                seen += examples.numExamples();
                losses.accept(loss / seen);
            }
        }
    }
}
