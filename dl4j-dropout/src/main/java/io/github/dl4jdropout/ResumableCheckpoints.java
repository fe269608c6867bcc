package io.github.dl4jdropout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.Checkpoint;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Deeplearning4j's {@code CheckpointListener}, with checkpoints from which a run goes on as if it had not been cut: with the same
 * seeded masks, the same values of schedules and the same updates.
 *
 * <pre>{@code
 * CheckpointListener checkpoints = new CheckpointListener.Builder(folder).keepLast(3).saveEveryNEpochs(1).build();
 * network.addListeners(new ResumableCheckpoints(checkpoints));
 * network.fit(batches, 10);
 *
 * MultiLayerNetwork resumed = CheckpointListener.loadLastCheckpointMLN(folder); // loadLastCheckpointCG for a graph
 * resumed.fit(batches, 10 - resumed.getEpochCount());
 * }</pre>
 *
 * <p>Without this class, Deeplearning4j 1.0.0-M2.1 saves before it counts the update or the epoch. A resumed run then draws the masks of
 * the last update again, and Adam corrects its bias for one update too few. Here the file counts what was done. The network that trains
 * is not changed.
 *
 * <p>{@code saveEveryNIterations(n)} saves after n, 2n, … updates, but never after the first one of a run. For such a file:
 *
 * <ul>
 *   <li>The resumed run has to go on with the batches of the epoch that were not used yet.
 *   <li>With truncated backpropagation each segment is an update, and a run can be resumed only between sequences.
 *   <li>It is written before constraints, such as max-norm, are applied; {@code resumed.applyConstraints(iteration, epoch)} applies
 *       them. A file at the end of an epoch is written after.
 * </ul>
 */
public final class ResumableCheckpoints extends BaseTrainingListener {

    private final CheckpointListener checkpoints;

    /**
     * A listener that calls another, which is not to be a listener of the network itself.
     *
     * @param checkpoints decides when to save, where, and what to keep; the caller goes on using it to load
     */
    public ResumableCheckpoints(CheckpointListener checkpoints) {
        this.checkpoints =
                Objects.requireNonNull(checkpoints, "checkpoints: expected a CheckpointListener, received null");
    }

    /**
     * Lets the {@code CheckpointListener} save a network that counts the update that was just done.
     *
     * @param model the network, or the layer that is pretrained
     * @param iteration updates done before
     * @param epoch epochs done before
     */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (isNetwork(model)) {
            Counters before = Counters.of(model);
            raised(
                    before.iteration() + 1,
                    before.epoch(),
                    model,
                    () -> checkpoints.iterationDone(model, iteration + 1, epoch));
        } else {
            checkpoints.iterationDone(model, iteration, epoch);
        }
    }

    /**
     * Lets the {@code CheckpointListener} save a network, and then counts the epoch in the file. If the network counted it before, the
     * listener would save at other epochs than it was built for.
     *
     * @param model the network
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void onEpochEnd(Model model) {
        Checkpoint last = checkpoints.lastCheckpoint();
        checkpoints.onEpochEnd(model);
        Checkpoint saved = checkpoints.lastCheckpoint();
        if (isNetwork(model)
                && saved != null
                && (last == null || saved.getCheckpointNum() != last.getCheckpointNum())) {
            Counters before = Counters.of(model);
            raised(before.iteration(), before.epoch() + 1, model, () -> replaceConfiguration(saved, model));
        }
    }

    private static boolean isNetwork(Model model) {
        return model instanceof MultiLayerNetwork || model instanceof ComputationGraph;
    }

    private static void raised(int iteration, int epoch, Model network, Runnable save) {
        Counters before = Counters.of(network);
        new Counters(iteration, epoch).setIn(network);
        try {
            save.run();
        } finally {
            before.setIn(network);
        }
    }

    /** The archive is copied to another name and renamed, with its other entries as they are. */
    private void replaceConfiguration(Checkpoint saved, Model network) {
        String json = network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) network).getConfiguration().toJson();
        byte[] bytes = json.getBytes(Charset.defaultCharset()); // in which ModelSerializer reads it
        try (FileSystem archive = FileSystems.newFileSystem(
                checkpoints.getFileForCheckpoint(saved).toPath())) {
            Files.write(archive.getPath(ModelSerializer.CONFIGURATION_JSON), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot count the epoch in " + saved.getFilename(), e);
        }
    }
}
