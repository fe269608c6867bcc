package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.AtomicFile;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.io.IOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** All methods with all seeds: trains, and keeps rows and models as they come. */
final class Experiment {

    private final RunSettings settings;
    private final Networks networks;
    private final RunFolder folder;
    private final ImageData data;
    private final Training training;

    Experiment(RunSettings settings, ImageData data, Networks networks, RunFolder folder, Progress progress) {
        this.settings = settings;
        this.networks = networks;
        this.folder = folder;
        this.data = data;
        this.training = new Training(settings, data, progress);
    }

    /** Seeds come before methods, so that a run that is cut short can still be compared pair by pair. */
    void run() throws IOException, TrainingFailedException {
        try (MetricsCsv csv = MetricsCsv.create(folder.metrics())) {
            for (long seed : settings.seeds()) {
                for (String method : settings.methods()) {
                    MultiLayerNetwork network = InitialWeights.network(networks, method, seed);
                    training.run(network, method, seed, csv::append);
                    // Without the state of Adam, which is two thirds of the file and of no use at inference.
                    AtomicFile.write(
                            folder.model(method, seed),
                            part -> ModelSerializer.writeModel(network, part.toFile(), false));
                    Inspection.of(network, method, seed, data).write(folder.outcome(method, seed));
                }
            }
        }
    }
}
