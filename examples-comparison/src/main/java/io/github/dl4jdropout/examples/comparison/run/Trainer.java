package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.data.Batches;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.UserException;
import io.github.dl4jdropout.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains all networks. Seeds come before methods, so that a run that is cut short can still be compared pair by pair.
 *
 * <p>What a checkpoint says is what happened. It is written before its row goes to {@code metrics.csv}, and the model of a finished
 * network before the first checkpoint of the next network. Whenever the process dies, {@code metrics.csv} can be written again from the
 * last checkpoint, and what came after it is trained again, to the same result.
 *
 * <p>The random numbers of an epoch depend on the seed and the number of the epoch, and on nothing that happened before. Three things
 * draw: the order of the batches, dropout without a seed of its own (from ND4J's generator, which Deeplearning4j does not save, and which
 * is seeded here for each epoch), and dropout with a seed, whose masks depend on seed, iteration and epoch. Initial weights are drawn
 * before the first epoch.
 */
record Trainer(
        Comparison comparison,
        Options options,
        RunFolder folder,
        Progress progress,
        String run,
        ImageData data,
        Training training) {

    /** Training images that are evaluated: enough for a curve, and no more than there are test images. */
    private static final int EVALUATED = 10_000;

    private static final int PIECE = 1000;

    void train(Optional<Checkpoint> last) throws IOException {
        Metrics metrics = last.map(Checkpoint::metrics).orElseGet(Metrics::new);
        metrics.write(folder.metrics());
        int rows = metrics.rows().size();
        progress.start(options, training.steps(), options.epochsAfter(rows));
        // The model of the last row's network may not be written yet: it is the first, with nothing to train.
        int first = Math.max(0, rows - 1) / options.evaluations();
        for (int i = 0; i < options.networks(); i++) {
            long seed = options.seeds.get(i / options.methods.size());
            DropoutMethod method = options.methods.get(i % options.methods.size());
            Path model = folder.model(method, seed);
            if (i < first) {
                if (!Files.isRegularFile(model)) {
                    String why = ": expected, since the checkpoint is of a network after it, found none.";
                    throw new UserException("Model " + model + why);
                }
                continue;
            }
            // All methods of a seed begin with the same weights: dropout has no parameters, so they agree in position.
            MultiLayerNetwork network = new MultiLayerNetwork(comparison.network(method, seed, options, data.train()));
            network.init(weights(comparison, options, data, seed), true);
            boolean goesOn = i == first && last.isPresent();
            if (goesOn) {
                last.get().restore(network);
            }
            OneDnn.accelerate(network);
            train(network, method, seed, goesOn ? last.get().last().epoch() : 0, metrics);
            // Without the state of Adam, which is two thirds of the file and of no use at inference.
            AtomicFile.write(model, part -> ModelSerializer.writeModel(network, part.toFile(), false));
        }
    }

    static INDArray weights(Comparison comparison, Options options, ImageData data, long seed) {
        var reference = new MultiLayerNetwork(comparison.network(DropoutMethod.NONE, seed, options, data.train()));
        reference.init();
        return reference.params();
    }

    /** Trains a network to the end that was trained for {@code done} epochs before, and adds its rows to the metrics. */
    private void train(MultiLayerNetwork network, DropoutMethod method, long seed, int done, Metrics metrics)
            throws IOException {
        double seconds = 0;
        int trained = 0;
        for (int epoch = done + 1; epoch <= options.epochs; epoch++) {
            long start = System.nanoTime();
            double loss = epoch(network, method, seed, epoch);
            seconds += (System.nanoTime() - start) / 1e9;
            trained++;
            if (epoch % options.evaluateEvery == 0 || epoch == options.epochs) {
                Metrics.Row row = evaluate(network, method, seed, epoch, loss, seconds / trained);
                metrics.add(row);
                new Checkpoint(run, metrics, network).save(folder.checkpoints());
                metrics.write(folder.metrics());
                progress.row(row);
                seconds = 0;
                trained = 0;
            }
        }
    }

    /** Makes one pass over the training images; returns the mean loss of its images. */
    private double epoch(MultiLayerNetwork network, DropoutMethod method, long seed, int epoch) {
        // About as many zeros as ones, because ND4J's generator is weak under seeds of many ones.
        Nd4j.getRandom().setSeed(31 * seed + 0x9E3779B97F4A7C15L * epoch);
        double[] last = {Double.NaN};
        training.epoch(network, seed, epoch, loss -> {
            last[0] = loss;
            progress.step(method, seed, epoch, loss);
        });
        double loss = last[0];
        network.incrementEpochCount();
        // The loss alone does not show it: Deeplearning4j's is clipped, and may be finite when parameters are not.
        double parameters = network.params().sumNumber().doubleValue();
        if (!Double.isFinite(loss) || !Double.isFinite(parameters)) {
            throw new UserException("Training of " + method + ", seed " + seed + ", epoch " + epoch
                    + ": expected a finite loss and finite parameters, received loss " + loss
                    + " and parameters that add up to " + parameters
                    + ". Training diverged; try a --learning-rate below " + options.learningRate + ".");
        }
        return loss;
    }

    private Metrics.Row evaluate(
            MultiLayerNetwork network, DropoutMethod method, long seed, int epoch, double loss, double seconds) {
        long start = System.nanoTime();
        Scores train = Scores.of(network, Batches.inOrder(data.train().first(EVALUATED), PIECE));
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
