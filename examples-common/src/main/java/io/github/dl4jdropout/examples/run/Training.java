package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.Augmentation;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.DataSet;
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
    private final Interruption interruption;

    Training(RunSettings settings, ImageData data, Networks networks, Progress progress, Interruption interruption) {
        this.settings = settings;
        this.data = data;
        this.networks = networks;
        this.progress = progress;
        this.interruption = interruption;
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
     * @param network as it was after {@code done} epochs
     * @param method its dropout method
     * @param seed what the random numbers of its epochs depend on: see {@link EpochSeed}
     * @param done how many epochs it was trained for before; 0 for a new network
     * @param rows takes a row an epoch
     * @throws TrainingFailedException if the loss or a parameter is not finite
     * @throws InterruptedRunException if the user interrupts the run; the epoch that was begun is lost
     * @throws java.io.IOException if a row cannot be kept
     */
    void run(MultiLayerNetwork network, String method, long seed, int done, Rows rows)
            throws TrainingFailedException, InterruptedRunException, java.io.IOException {
        BatchErrors errors = new BatchErrors();
        List<TrainingListener> listeners = new ArrayList<>(List.of(errors));
        listeners.addAll(progress.listeners(method, seed));
        network.setListeners(listeners);
        for (int epoch = done + 1; epoch <= settings.epochs(); epoch++) {
            errors.reset();
            EpochSeed.seedNd4j(seed, epoch);
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
            throws TrainingFailedException, InterruptedRunException {
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
            interruption.check();
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
