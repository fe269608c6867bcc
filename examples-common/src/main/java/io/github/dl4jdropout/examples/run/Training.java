package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Augmentation;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Trains one network after the other on the same data, epoch by epoch, with an evaluation after each. */
final class Training {

    /** Training images that are evaluated after each epoch: enough for a curve, and no more than there are test images. */
    private static final int EVALUATED_TRAIN_IMAGES = 10_000;

    private final RunSettings settings;
    private final ImageData data;
    private final Networks networks;
    private final DataSet evaluatedTrain;
    private final Progress progress;

    Training(RunSettings settings, ImageData data, Networks networks, Progress progress) {
        this.settings = settings;
        this.data = data;
        this.networks = networks;
        this.progress = progress;
        var rows = NDArrayIndex.interval(0, Math.min(EVALUATED_TRAIN_IMAGES, images()));
        this.evaluatedTrain = new DataSet(
                data.train().getFeatures().get(rows), data.train().getLabels().get(rows));
    }

    /** Takes the rows of a run as they come. */
    @FunctionalInterface
    interface Rows {
        void add(EpochRecord row) throws java.io.IOException;
    }

    /**
     * Trains a network to the end.
     *
     * @param network with its initial parameters
     * @param method its dropout method
     * @param seed of the order of batches, and of ND4J's generator, from which dropout without a seed of its own draws
     * @param rows takes a row an epoch
     * @throws TrainingFailedException if the loss or a parameter is not finite
     * @throws java.io.IOException if a row cannot be kept
     */
    void run(MultiLayerNetwork network, String method, long seed, Rows rows)
            throws TrainingFailedException, java.io.IOException {
        Nd4j.getRandom().setSeed(seed);
        BatchErrors errors = new BatchErrors();
        network.setListeners(errors);
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            errors.reset();
            long start = System.nanoTime();
            double loss = epoch(network, errors, new Progress.Position(method, seed, epoch, settings.epochs()));
            long trained = System.nanoTime();
            Scores train = Predictions.score(network, evaluatedTrain);
            Scores test = Predictions.score(network, data.test());
            long evaluated = System.nanoTime();
            EpochRecord row = new EpochRecord(
                    method,
                    seed,
                    epoch,
                    loss,
                    errors.percent(),
                    train.errorPercent(),
                    train.nll(),
                    test.errorPercent(),
                    test.nll(),
                    test.ece(),
                    (trained - start) / 1e9,
                    (evaluated - trained) / 1e9);
            rows.add(row);
            progress.epoch(row);
        }
        network.setListeners();
    }

    /** One pass over the training images; the mean loss of its images. */
    private double epoch(MultiLayerNetwork network, BatchErrors errors, Progress.Position position)
            throws TrainingFailedException {
        Optional<Augmentation> augmentation = networks.augmentation(position.seed());
        Batches batches = new Batches(
                data.train(),
                BatchOrder.of(position.seed(), position.epoch(), images()),
                settings.batch(),
                (images, rows) ->
                        augmentation.isEmpty() ? images : augmentation.get().apply(images, rows, position.epoch()));
        double loss = 0;
        int seen = 0;
        for (DataSet batch : batches) {
            network.fit(batch);
            loss += network.score() * batch.numExamples();
            seen += batch.numExamples();
            progress.batch(position, loss / seen, 100 - errors.percent());
        }
        network.incrementEpochCount();
        refuseDiverged(network, loss, position);
        return loss / seen;
    }

    /** The loss alone does not tell: Deeplearning4j's is clipped, and may be finite when parameters are not. */
    private void refuseDiverged(MultiLayerNetwork network, double loss, Progress.Position position)
            throws TrainingFailedException {
        double parameters = network.params().sumNumber().doubleValue();
        if (!Double.isFinite(loss) || !Double.isFinite(parameters)) {
            throw new TrainingFailedException("Training of " + position.method() + ", seed " + position.seed()
                    + ", epoch " + position.epoch() + ": expected a finite loss and finite parameters, received loss "
                    + loss + " and parameters that add up to " + parameters
                    + ". Training diverged; try a --learning-rate below " + settings.learningRate() + ".");
        }
    }

    private int images() {
        return data.train().numExamples();
    }
}
