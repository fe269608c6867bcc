package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.AtomicFile;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.report.Report;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.UserException;
import io.github.dl4jdropout.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The part of a run that one process does. Seeds come before methods, so that a run that is cut short can still be compared pair by
 * pair.
 *
 * <p>What a checkpoint says is what happened. It is written before its row goes to {@code metrics.csv}, and the model of a finished
 * network before the first checkpoint of the next network. Whenever the process dies, {@code metrics.csv} can be written again from the
 * last checkpoint, and what came after it is trained again, to the same result.
 */
record Session(
        Comparison comparison, Options options, RunFolder folder, Progress progress, RunInfo info, ImageData data) {

    /** Trains to the end and writes the report. */
    void train(Optional<Checkpoint> last) throws IOException {
        info.write(folder.info());
        Thread interrupted = new Thread(this::interrupted, "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            trainAll(last);
            info.complete().write(folder.info());
            new Checkpoints(folder.checkpoints()).delete();
        } catch (UserException e) {
            if (remove(interrupted)) {
                Report.write(folder); // what was measured until then is worth a look
            }
            throw e.getCause() instanceof IOException // a full disk, not a divergence
                    ? new UserException(e.getMessage() + " " + stopped(), e)
                    : e;
        }
        if (remove(interrupted)) {
            progress.print(Report.write(folder));
        }
    }

    /** Returns false if the virtual machine is ending, and writes the report itself. */
    private static boolean remove(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Runs while the virtual machine ends, and training with it. All files are whole at any time, so nobody has to wait. */
    private void interrupted() {
        progress.silence();
        try {
            progress.print(Report.write(folder));
            progress.complain("Interrupted. " + stopped());
        } catch (IOException | RuntimeException e) {
            progress.complain("Interrupted, and no report: " + e.getMessage());
        }
    }

    private String stopped() throws IOException {
        int rows = Metrics.read(folder.metrics()).rows().size();
        return "The run stopped after " + options.epochsAfter(rows) + " of " + options.epochs * options.networks()
                + " epochs; nothing of these is lost. To go on: "
                + Shell.resume(comparison, folder.path());
    }

    private void trainAll(Optional<Checkpoint> last) throws IOException {
        Metrics metrics = last.map(Checkpoint::metrics).orElseGet(Metrics::new);
        metrics.write(folder.metrics());
        // The model of the network of the last row may not be written yet: that network is the first, with nothing to
        // train.
        int first = Math.max(0, metrics.rows().size() - 1) / options.evaluations();
        Checkpoints checkpoints = new Checkpoints(folder.checkpoints());
        Trainer trainer = new Trainer(options, comparison.augmented(), data, progress);
        progress.start(
                options,
                trainer.batchesPerEpoch(),
                options.epochsAfter(metrics.rows().size()));
        for (int i = 0; i < options.networks(); i++) {
            long seed = options.seeds.get(i / options.methods.size());
            DropoutMethod method = options.methods.get(i % options.methods.size());
            Path model = folder.model(method, seed);
            if (i < first) {
                if (!Files.isRegularFile(model)) {
                    throw new UserException("Model " + model
                            + ": expected, since the checkpoint is of a network after it, found none.");
                }
                continue;
            }
            // All methods of a seed begin with the same weights. Dropout has no parameters, so they agree position by
            // position.
            MultiLayerNetwork network = new MultiLayerNetwork(comparison.network(method, seed, options, data.train()));
            network.init(weights(comparison, options, data, seed), true);
            int done = 0;
            if (i == first && last.isPresent()) {
                last.get().restore(network);
                done = last.get().last().epoch();
            }
            OneDnn.accelerate(network);
            trainer.train(network, method, seed, done, row -> {
                metrics.add(row);
                checkpoints.save(Checkpoint.of(info.identity(), metrics, network));
                metrics.write(folder.metrics());
            });
            // Without the state of Adam, which is two thirds of the file and of no use at inference.
            AtomicFile.write(model, part -> ModelSerializer.writeModel(network, part.toFile(), false));
        }
    }

    static INDArray weights(Comparison comparison, Options options, ImageData data, long seed) {
        MultiLayerNetwork reference =
                new MultiLayerNetwork(comparison.network(DropoutMethod.NONE, seed, options, data.train()));
        reference.init();
        return reference.params();
    }
}
