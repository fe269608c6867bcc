package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.Machine;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunInfo.DataInfo;
import io.github.dl4jdropout.examples.record.RunInfo.Session;
import io.github.dl4jdropout.examples.record.RunLock;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.examples.record.Software;
import io.github.dl4jdropout.examples.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The rest of a run that was interrupted or killed, with the settings, the data and the networks that it was begun with. */
final class ResumedRun {

    private final Example example;
    private final RunFolder folder;
    private final Console console;

    ResumedRun(Example example, RunFolder folder, Console console) {
        this.example = example;
        this.folder = folder;
        this.console = console;
    }

    void run() throws IOException, TrainingFailedException, RunStoppedException {
        if (!Files.isRegularFile(folder.info())) {
            throw refused("the directory of a run, with run.json", folder.path());
        }
        try (RunLock lock = Locked.acquire("--resume", folder)) {
            RunInfo info = RunInfo.read(folder.info());
            if (!info.example().equals(example.name())) {
                throw refused("a run of " + example.name(), folder.path() + ", a run of " + info.example());
            }
            if (info.status().equals("complete")) {
                console.say("The run in " + folder.path() + " is complete; its report is written again.");
                new Checkpoints(folder.checkpoints()).delete();
                console.print(Report.write(folder));
            } else {
                goOn(info, lock);
            }
        }
    }

    private void goOn(RunInfo info, RunLock lock) throws IOException, TrainingFailedException, RunStoppedException {
        Optional<Checkpoint> last = new Checkpoints(folder.checkpoints()).newest(info.identity(), console::say);
        if (last.isEmpty()) {
            refuseMissingCheckpoint();
        }
        setOwnOptions(info.networkOptions());
        RunSettings settings = info.settings();
        example.check(settings);
        ImageData all = example.load(settings, console::say);
        refuseFewerImages(settings, all.train().numExamples());
        ImageData data = RunData.of(all, settings.trainSize());
        refuseOtherData(info.data(), RunData.describe(data));
        Networks networks = example.networks(settings, data);
        if (!networks.description().equals(info.network())) {
            throw refused("a run of the network that this version trains, " + networks.description(), info.network());
        }

        int done = last.map(checkpoint -> checkpoint.rows().size()).orElse(0);
        Session session =
                new Session(Instant.now().toString(), done, Software.current(Backend.current()), Machine.current());
        console.say("Going on with the run in " + folder.path() + " after " + done + " of "
                + settings.epochs()
                        * settings.methods().size()
                        * settings.seeds().size() + " epochs");
        OtherSystem.describe(info, session).ifPresent(console::say);
        new RunSession(example, lock, console).run(info.resumed(session), data, networks, last);
    }

    /** Rows are written after the checkpoint of their epoch: where there are some, there was one. */
    private void refuseMissingCheckpoint() throws IOException {
        int rows = Files.exists(folder.metrics())
                ? MetricsCsv.read(folder.metrics()).size()
                : 0;
        if (rows > 0) {
            throw new UnusableCheckpointException("Checkpoints " + folder.checkpoints() + ": expected one of epoch "
                    + rows + ", since metrics.csv has as many rows, found none.");
        }
    }

    private void setOwnOptions(Map<String, String> recorded) {
        OwnOptions.set(example, recorded);
        if (!example.ownOptions().equals(recorded)) {
            throw refused("the options that this version knows, such as " + example.ownOptions(), recorded);
        }
    }

    private void refuseFewerImages(RunSettings settings, int available) {
        if (available < settings.trainSize()) {
            throw refused(
                    "the data that the run was begun with, of at least " + settings.trainSize() + " training images",
                    available + " training images");
        }
    }

    private static void refuseOtherData(DataInfo recorded, DataInfo found) {
        boolean same = found.trainSha256().equals(recorded.trainSha256())
                && found.testSha256().equals(recorded.testSha256());
        if (!same) {
            throw refused("the data that the run was begun with, " + words(recorded), words(found))
                    .andTry("Bring back that data, or begin a new run");
        }
    }

    private static String words(DataInfo data) {
        return data.title() + " from " + data.origin() + " (SHA-256 " + data.trainSha256() + " of "
                + data.trainImages() + " training images, " + data.testSha256() + " of " + data.testImages()
                + " test images)";
    }

    private static UsageException refused(String expected, Object received) {
        return UsageException.value("--resume", expected, received);
    }
}
