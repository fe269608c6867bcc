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
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run, new or resumed: refuses what cannot be done before anything is written, then trains. */
record Run(Comparison comparison, Options options, RunFolder folder, Progress progress) {

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
        Path path = folder.path();
        options.require(
                !Files.exists(path) || Files.isDirectory(path), "--out", "a folder", path + ", which is a file");
        options.require(
                folder.isUnused(),
                "--out",
                "a new or an empty folder",
                path + ", which holds files. Name another one, or remove this one first; --resume " + path
                        + " goes on with the run in it, --replot " + path + " writes its report again");
    }

    /** Goes on with the run in the folder, or reports it again if it is complete. */
    @SuppressWarnings("try")
    void resume() throws IOException {
        boolean begun = Files.isRegularFile(folder.info());
        options.require(begun, "--resume", "the folder of a run, with run.json", folder.path());
        try (Closeable lock = folder.lock()) {
            RunInfo info = RunInfo.read(folder.info());
            String name = comparison.name();
            options.require(info.example().equals(name), "--resume", "a run of " + name, info.example());
            Checkpoints checkpoints = new Checkpoints(folder.checkpoints());
            Optional<Checkpoint> last = checkpoints.newest(info.identity(), progress::say);
            info.restore(options, comparison);
            int rows = Metrics.read(folder.metrics()).rows().size();
            if (last.isPresent() || rows == 0) {
                goOn(info, last);
            } else if (rows == options.evaluations() * options.networks()) {
                progress.say("The run in " + folder.path() + " is complete; its report is written again.");
                checkpoints.delete(); // an empty folder, if it was killed at its very end
                progress.print(Report.write(folder));
            } else { // rows are written after their checkpoint
                throw new UserException("Checkpoints " + folder.checkpoints() + ": expected one of row " + rows
                        + ", the last in metrics.csv, found none. The run cannot go on; begin a new one with the command"
                        + " in run.json.");
            }
        }
    }

    private void goOn(RunInfo info, Optional<Checkpoint> last) throws IOException {
        ImageData data = load();
        DataInfo found = describe(data);
        options.require(
                digests(found).equals(digests(info.data())),
                "--resume",
                "the data that the run was begun with, " + digests(info.data()),
                digests(found) + " from " + found.origin() + ". Bring back that data, or begin a new run");
        String network = comparison.description(options, data.train());
        options.require(
                network.equals(info.network()),
                "--resume",
                "the network that this version trains: " + network,
                info.network());
        int rows = last.map(checkpoint -> checkpoint.metrics().rows().size()).orElse(0);
        int epochs = options.epochsAfter(rows);
        Map<String, String> software = software();
        Map<String, String> machine = SystemInfo.machine();
        progress.say("Going on with the run in " + folder.path() + " after " + epochs + " of "
                + options.epochs * options.networks() + " epochs");
        String differences = Stream.of(
                        SystemInfo.differences(info.software(), software),
                        SystemInfo.differences(info.machine(), machine))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            progress.say(
                    "The run was begun on another system, so its figures may differ from those of a run that was not"
                            + " interrupted: " + differences + ".");
        }
        RunInfo resumed = info.resumed(epochs, software, machine);
        new Session(comparison, options, folder, progress, resumed, data).train(last);
    }

    private static String digests(DataInfo data) {
        return data.title() + " (SHA-256 " + data.trainSha256() + " of " + data.trainImages() + " training images, "
                + data.testSha256() + " of " + data.testImages() + " test images)";
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
