package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.record.RunInfo.DataInfo;
import io.github.dl4jdropout.examples.comparison.report.Report;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A run, new or resumed: refuses what cannot be done before anything is written, then trains. */
@SuppressWarnings("try") // a lock is held, and nothing else is done with it
record Run(Comparison comparison, Options options, RunFolder folder, Progress progress) {
    /** Begins; {@code command} is what to type to do it again. */
    void begin(String command) throws IOException {
        refuseUnlessUnused();
        ImageData data = load();
        DataInfo about = describe(data);
        String network = comparison.description(options, data.train());
        RunInfo info = RunInfo.begun(comparison.name(), command, options, network, comparison, about);
        try (Closeable lock = folder.lock()) {
            refuseUnlessUnused(); // another run may have begun in it meanwhile
            String sizes = String.format(Locale.ROOT, "%,d and %,d images", about.trainImages(), about.testImages());
            progress.say(
                    "Training and testing on " + sizes + " of " + about.title() + "; results go to " + folder.path());
            progress.say(info.software().get("backend"));
            train(info, data, Optional.empty());
        }
    }

    private void refuseUnlessUnused() throws IOException {
        Path path = folder.path();
        boolean file = Files.exists(path) && !Files.isDirectory(path);
        options.require(!file, "--out", "a folder", path + ", which is a file");
        String advice = ", which holds files. Name another one, or remove this one first; --resume " + path
                + " goes on with the run in it, --replot " + path + " writes its report again";
        options.require(folder.isUnused(), "--out", "a new or an empty folder", path + advice);
    }

    /** Goes on with the run in the folder, or reports it again if it is complete. */
    void resume() throws IOException {
        boolean begun = Files.isRegularFile(folder.info());
        options.require(begun, "--resume", "the folder of a run, with run.json", folder.path());
        try (Closeable lock = folder.lock()) {
            RunInfo info = RunInfo.read(folder.info());
            String name = comparison.name();
            options.require(info.example().equals(name), "--resume", "a run of " + name, info.example());
            Optional<Checkpoint> last = Checkpoint.newest(folder.checkpoints(), info.identity(), progress::say);
            info.restore(options, comparison);
            int rows = Metrics.read(folder.metrics()).rows().size();
            if (last.isPresent() || rows == 0) {
                goOn(info, last);
            } else if (rows == options.evaluations() * options.networks()) {
                progress.say("The run in " + folder.path() + " is complete; its report is written again.");
                Checkpoint.deleteAll(folder.checkpoints()); // an empty folder, if it was killed at its very end
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
        String found = digests(describe(data));
        String begun = digests(info.data());
        String other = found + " from " + data.origin() + ". Bring back that data, or begin a new run";
        options.require(found.equals(begun), "--resume", "the data that the run was begun with, " + begun, other);
        String network = comparison.description(options, data.train());
        String same = "the network that this version trains: " + network;
        options.require(network.equals(info.network()), "--resume", same, info.network());
        int epochs = last.map(checkpoint ->
                        options.epochsAfter(checkpoint.metrics().rows().size()))
                .orElse(0);
        progress.say("Going on with the run in " + folder.path() + " after " + epochs + " of "
                + options.epochs * options.networks() + " epochs");
        String differences = info.otherSystem();
        if (!differences.isEmpty()) {
            progress.say("The run was begun on another system, so its figures may differ from those of a run that was"
                    + " not interrupted: " + differences + ".");
        }
        train(info.resumed(epochs), data, last);
    }

    /** Trains to the end and writes the report. */
    private void train(RunInfo info, ImageData data, Optional<Checkpoint> last) throws IOException {
        try (Training training = comparison.training(options, data.train())) {
            info.write(folder.info());
            train(info, data, training, last);
        }
    }

    private void train(RunInfo info, ImageData data, Training training, Optional<Checkpoint> last) throws IOException {
        Thread hook = new Thread(this::interrupted);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            new Trainer(comparison, options, folder, progress, info.identity(), data, training).train(last);
            info.complete().write(folder.info());
            Checkpoint.deleteAll(folder.checkpoints());
        } catch (UserException e) {
            if (remove(hook)) {
                Report.write(folder); // what was measured until then is worth a look
            }
            boolean fullDisk = e.getCause() instanceof IOException; // not a divergence
            throw fullDisk ? new UserException(e.getMessage() + " " + stopped(), e) : e;
        }
        if (remove(hook)) {
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
        } catch (RuntimeException e) {
            progress.complain("Interrupted, and no report: " + e.getMessage());
        }
    }

    private String stopped() {
        int rows = Metrics.read(folder.metrics()).rows().size();
        String resume = comparison.command(List.of("--resume", folder.path().toString()));
        return "The run stopped after " + options.epochsAfter(rows) + " of " + options.epochs * options.networks()
                + " epochs; nothing of these is lost. To go on: " + resume;
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
        Trainer.weights(comparison, options, data, options.seeds.get(0)); // takes the memory for one network at least
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
}
