package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.onednn.OneDnn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * All methods with all seeds: trains, and keeps rows and models as they come.
 *
 * <p>What a checkpoint says is what happened. It is written before the row goes to {@code metrics.csv}, and the model and the outcome
 * of a finished network before the first checkpoint of the next network; whenever the process dies, {@code metrics.csv} can be
 * written anew from the last checkpoint, and what came after it is done again, to the same result.
 */
final class Experiment {

    private final RunInfo info;
    private final RunSettings settings;
    private final Networks networks;
    private final RunFolder folder;
    private final ImageData data;
    private final Training training;
    private final Checkpoints checkpoints;

    Experiment(
            RunInfo info,
            ImageData data,
            Networks networks,
            RunFolder folder,
            Progress progress,
            Interruption interruption) {
        this.info = info;
        this.settings = info.settings();
        this.networks = networks;
        this.folder = folder;
        this.data = data;
        this.training = new Training(settings, data, networks, progress, interruption);
        this.checkpoints = new Checkpoints(folder.checkpoints());
    }

    /**
     * Trains what is not trained yet. Seeds come before methods, so that a run that is cut short can still be compared pair by pair.
     *
     * @param last where to go on from, or empty to begin
     */
    void run(Optional<Checkpoint> last) throws IOException, TrainingFailedException, InterruptedRunException {
        List<EpochRecord> rows = new ArrayList<>(last.map(Checkpoint::rows).orElse(List.of()));
        MetricsCsv.write(folder.metrics(), rows);
        // Model and outcome of a network whose last epoch is the last row may not be written yet: that network is the
        // first,
        // with nothing to train.
        int first = Math.max(0, rows.size() - 1) / settings.epochs();
        for (int i = 0; i < settings.seeds().size() * settings.methods().size(); i++) {
            long seed = settings.seeds().get(i / settings.methods().size());
            String method = settings.methods().get(i % settings.methods().size());
            if (i < first) {
                requireModel(method, seed);
                continue;
            }
            MultiLayerNetwork network = InitialWeights.network(networks, method, seed);
            if (i == first && last.isPresent()) {
                last.get().restore(network);
            }
            OneDnn.accelerate(network);
            int done = rows.size() - i * settings.epochs();
            training.run(network, method, seed, done, row -> keep(row, rows, network));
            // Without the state of Adam, which is two thirds of the file and of no use at inference.
            AtomicFile.write(
                    folder.model(method, seed), part -> ModelSerializer.writeModel(network, part.toFile(), false));
            Inspection.of(network, method, seed, data).write(folder.outcome(method, seed));
        }
    }

    private void keep(EpochRecord row, List<EpochRecord> rows, MultiLayerNetwork network) throws IOException {
        rows.add(row);
        checkpoints.save(Checkpoint.of(info.identity(), rows, network));
        MetricsCsv.write(folder.metrics(), rows);
    }

    private void requireModel(String method, long seed) throws UnusableCheckpointException {
        if (!folder.model(method, seed).toFile().isFile()) {
            throw new UnusableCheckpointException("Model " + folder.model(method, seed)
                    + ": expected, since the checkpoint is of a network after it, found none.");
        }
    }
}
