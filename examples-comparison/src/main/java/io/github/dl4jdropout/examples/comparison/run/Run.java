package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.record.RunInfo.DataInfo;
import io.github.dl4jdropout.examples.comparison.record.SystemInfo;
import io.github.dl4jdropout.examples.comparison.report.Report;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.UserException;
import io.github.dl4jdropout.onednn.Availability;
import io.github.dl4jdropout.onednn.OneDnn;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run, new or resumed: refuses what cannot be done before anything is written, then trains. */
final class Run {

    private final Comparison comparison;
    private final Options options;
    private final RunFolder folder;
    private final Progress progress;

    Run(Comparison comparison, Options options, RunFolder folder, Progress progress) {
        this.comparison = comparison;
        this.options = options;
        this.folder = folder;
        this.progress = progress;
    }

    /** Begins; {@code command} is what to type to do it again. */
    @SuppressWarnings("try") // the lock is held, and nothing else is done with it
    void begin(String command) throws IOException {
        refuseUnlessUnused();
        ImageData data = load();
        RunInfo info = RunInfo.begun(
                comparison.name(),
                command,
                options,
                comparison.description(options, data.train()),
                comparison,
                describe(data),
                software(),
                SystemInfo.machine());
        try (Closeable lock = folder.lock()) {
            refuseUnlessUnused(); // another run may have begun in it meanwhile
            progress.say(String.format(
                    Locale.ROOT,
                    "Training on %,d images of %s, testing on %,d; results go to %s%n%s",
                    info.data().trainImages(),
                    info.data().title(),
                    info.data().testImages(),
                    folder.path(),
                    info.software().get("backend")));
            new Session(comparison, options, folder, progress, info, data).train(Optional.empty());
        }
    }

    private void refuseUnlessUnused() throws IOException {
        if (Files.exists(folder.path()) && !Files.isDirectory(folder.path())) {
            throw options.wrong("--out", "a folder", folder.path() + ", which is a file");
        }
        if (!folder.isUnused()) {
            throw options.wrong(
                    "--out",
                    "a new or an empty folder",
                    folder.path() + ", which holds files. Name another one, or remove this one first; --resume "
                            + folder.path() + " goes on with the run in it, --replot " + folder.path()
                            + " writes its report again");
        }
    }

    /** Goes on with the run in the folder, or reports it again if it is complete. */
    @SuppressWarnings("try")
    void resume() throws IOException {
        if (!Files.isRegularFile(folder.info())) {
            throw options.wrong("--resume", "the folder of a run, with run.json", folder.path());
        }
        try (Closeable lock = folder.lock()) {
            RunInfo info = RunInfo.read(folder.info());
            if (!info.example().equals(comparison.name())) {
                throw options.wrong(
                        "--resume", "a run of " + comparison.name(), folder.path() + ", a run of " + info.example());
            }
            Optional<Checkpoint> last = new Checkpoints(folder.checkpoints()).newest(info.identity(), progress::say);
            info.restore(options, comparison);
            if (last.isEmpty() && Files.exists(folder.metrics())) {
                int rows = Metrics.read(folder.metrics()).rows().size();
                if (rows == options.evaluations() * options.networks()) {
                    progress.say("The run in " + folder.path() + " is complete; its report is written again.");
                    new Checkpoints(folder.checkpoints()).delete(); // an empty folder, if it was killed at its very end
                    progress.print(Report.write(folder));
                    return;
                }
                if (rows > 0) { // which are written after the checkpoint
                    throw new UserException("Checkpoints " + folder.checkpoints() + ": expected one of row " + rows
                            + ", the last in metrics.csv, found none. The run cannot go on; begin a new one with the command"
                            + " in run.json.");
                }
            }
            goOn(info, last);
        }
    }

    private void goOn(RunInfo info, Optional<Checkpoint> last) throws IOException {
        ImageData data = load();
        refuseOtherData(info.data(), describe(data));
        String network = comparison.description(options, data.train());
        if (!network.equals(info.network())) {
            throw options.wrong(
                    "--resume", "a run of the network that this version trains, " + network, info.network());
        }
        int epochs = last.map(checkpoint ->
                        options.epochsAfter(checkpoint.metrics().rows().size()))
                .orElse(0);
        RunInfo resumed = info.resumed(epochs, software(), SystemInfo.machine());
        progress.say("Going on with the run in " + folder.path() + " after " + epochs + " of "
                + options.epochs * options.networks() + " epochs");
        RunInfo.Session now = resumed.resumed().get(resumed.resumed().size() - 1);
        String differences = Stream.of(
                        SystemInfo.differences(info.software(), now.software()),
                        SystemInfo.differences(info.machine(), now.machine()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            progress.say(
                    "The run was begun on another system, so its figures may differ from those of a run that was not"
                            + " interrupted: " + differences + ".");
        }
        new Session(comparison, options, folder, progress, resumed, data).train(last);
    }

    private void refuseOtherData(DataInfo recorded, DataInfo found) {
        boolean same = found.trainSha256().equals(recorded.trainSha256())
                && found.testSha256().equals(recorded.testSha256());
        if (!same) {
            throw options.wrong(
                    "--resume",
                    "the data that the run was begun with, " + words(recorded),
                    words(found) + ". Bring back that data, or begin a new run");
        }
    }

    private static String words(DataInfo data) {
        return data.title() + " from " + data.origin() + " (SHA-256 " + data.trainSha256() + " of "
                + data.trainImages() + " training images, " + data.testSha256() + " of " + data.testImages()
                + " test images)";
    }

    /** Loads the data and builds every network's configuration once. */
    private ImageData load() throws IOException {
        options.check(comparison);
        ImageData all = comparison.load(options, progress::say);
        options.limitTrainSize(all.train().count());
        ImageData data = all.withTrain(options.trainSize);
        for (DropoutMethod method : options.methods) {
            try {
                comparison.network(method, options.seeds.get(0), options, data.train());
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new UserException("Method " + method + " with these options: " + e.getMessage(), e);
            }
        }
        Session.weights(comparison, options, data, options.seeds.get(0)); // takes the memory for one network at least
        return data;
    }

    private static DataInfo describe(ImageData data) {
        return new DataInfo(
                data.name(),
                data.synthetic(),
                data.origin(),
                data.train().count(),
                data.test().count(),
                data.train().fingerprint(),
                data.test().fingerprint());
    }

    private static Map<String, String> software() {
        Availability oneDnn = OneDnn.availability();
        return SystemInfo.software(oneDnn.usable() ? "convolutions by oneDNN" : "without oneDNN: " + oneDnn.reason());
    }
}
