package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.data.Batches;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network after the other, epoch by epoch, and evaluates.
 *
 * <p>The random numbers of an epoch depend on the seed and the number of the epoch, and on nothing that happened before, so a run can be
 * cut off and resumed between epochs. Three things draw: the order of the batches, dropout without a seed of its own (from ND4J's
 * generator, which Deeplearning4j does not save, and which is seeded here for each epoch), and dropout with a seed, whose masks depend on
 * seed, iteration and epoch. Initial weights are drawn before the first epoch.
 */
final class Trainer {

    /** Training images that are evaluated: enough for a curve, and no more than there are test images. */
    private static final int EVALUATED_TRAIN_IMAGES = 10_000;

    private static final int PIECE = 1000;

    private final Options options;
    private final boolean augmented;
    private final ImageData data;
    private final ImageSet evaluatedTrain;
    private final Progress progress;

    Trainer(Options options, boolean augmented, ImageData data, Progress progress) {
        this.options = options;
        this.augmented = augmented;
        this.data = data;
        this.evaluatedTrain = data.train().first(EVALUATED_TRAIN_IMAGES);
        this.progress = progress;
    }

    int batchesPerEpoch() {
        return Batches.inOrder(data.train(), options.batch).count();
    }

    /** Keeps a row, and what is needed to go on after it. */
    interface Keeper {
        void keep(Metrics.Row row) throws IOException;
    }

    /** Trains a network to the end that was trained for {@code done} epochs before. */
    void train(MultiLayerNetwork network, DropoutMethod method, long seed, int done, Keeper keeper) throws IOException {
        double seconds = 0;
        int trained = 0;
        for (int epoch = done + 1; epoch <= options.epochs; epoch++) {
            long start = System.nanoTime();
            double loss = epoch(network, method, seed, epoch);
            seconds += (System.nanoTime() - start) / 1e9;
            trained++;
            if (epoch % options.evaluateEvery == 0 || epoch == options.epochs) {
                Metrics.Row row = evaluate(network, method, seed, epoch, loss, seconds / trained);
                keeper.keep(row);
                progress.row(row);
                seconds = 0;
                trained = 0;
            }
        }
    }

    /** Makes one pass over the training images; returns the mean loss of its images. */
    private double epoch(MultiLayerNetwork network, DropoutMethod method, long seed, int epoch) {
        seedNd4j(seed, epoch);
        double loss = 0;
        int seen = 0;
        for (DataSet batch : new Batches(data.train(), options.batch, seed, epoch, augmented)) {
            network.fit(batch);
            loss += network.score() * batch.numExamples();
            seen += batch.numExamples();
            progress.batch(method, seed, epoch, loss / seen);
        }
        network.incrementEpochCount();
        refuseDiverged(network, loss, method + ", seed " + seed + ", epoch " + epoch);
        return loss / seen;
    }

    /** The seed has about as many zeros as ones, because ND4J's generator is weak under seeds of many ones. */
    private static void seedNd4j(long seed, int epoch) {
        Nd4j.getRandom().setSeed(31 * seed + 0x9E3779B97F4A7C15L * epoch);
    }

    /** The loss alone does not show it: Deeplearning4j's is clipped, and may be finite when parameters are not. */
    private void refuseDiverged(MultiLayerNetwork network, double loss, String where) {
        double parameters = network.params().sumNumber().doubleValue();
        if (!Double.isFinite(loss) || !Double.isFinite(parameters)) {
            throw new UserException("Training of " + where
                    + ": expected a finite loss and finite parameters, received loss " + loss
                    + " and parameters that add up to " + parameters
                    + ". Training diverged; try a --learning-rate below " + options.learningRate + ".");
        }
    }

    private Metrics.Row evaluate(
            MultiLayerNetwork network, DropoutMethod method, long seed, int epoch, double loss, double seconds) {
        long start = System.nanoTime();
        Scores train = Scores.of(network, Batches.inOrder(evaluatedTrain, PIECE));
        Scores test = Scores.of(network, Batches.inOrder(data.test(), PIECE));
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.BATCH_LOSS, loss);
        values.put(Metric.TRAIN_ERROR, train.errorPercent());
        values.put(Metric.TRAIN_NLL, train.nll());
        values.put(Metric.TEST_ERROR, test.errorPercent());
        values.put(Metric.TEST_NLL, test.nll());
        values.put(Metric.TEST_ECE, test.ece());
        values.put(Metric.TRAIN_SECONDS, seconds);
        values.put(Metric.EVALUATION_SECONDS, (System.nanoTime() - start) / 1e9);
        return new Metrics.Row(method, seed, epoch, values);
    }
}
