package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.Machine;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.examples.record.Software;
import io.github.dl4jdropout.examples.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** One run from options to report. */
final class ExampleRun {

    /** Of the draw of training images, which is the same for all runs. */
    private static final long SUBSET_SEED = 0;

    private final Example example;
    private final RunOptions options;
    private final List<String> args;
    private final PrintWriter out;

    ExampleRun(Example example, RunOptions options, List<String> args, PrintWriter out) {
        this.example = example;
        this.options = options;
        this.args = args;
        this.out = out;
    }

    /** Where the results are. */
    RunFolder run() throws IOException, TrainingFailedException {
        RunSettings asked = SettingsCheck.settings(options, example);
        RunFolder folder = new RunFolder(options.out == null ? newFolder() : options.out);
        OutputCheck.refuseUnlessNewOrEmpty(folder.path());
        ImageData all = example.load(asked, this::say);
        RunSettings settings = asked.withTrainSize(
                SettingsCheck.trainSize(options, asked, all.train().numExamples()));
        ImageData data = all.trainSubset(settings.trainSize(), SUBSET_SEED);
        Networks networks = example.networks(settings, data);

        folder.create();
        RunInfo info = describe(settings, data, networks);
        info.write(folder.info());
        say(String.format(
                Locale.ROOT,
                "Training on %,d of %,d images of %s; results go to %s",
                info.data().trainImages(),
                all.train().numExamples(),
                info.data().title(),
                folder.path()));
        try {
            train(info, data, networks, folder);
        } catch (TrainingFailedException e) {
            Report.write(folder); // what was measured until then is worth a look
            throw e;
        }
        out.print(Report.write(folder));
        out.flush();
        return folder;
    }

    private void train(RunInfo info, ImageData data, Networks networks, RunFolder folder)
            throws IOException, TrainingFailedException {
        String status = "failed";
        try (Progress progress = progress(info.settings())) {
            new Experiment(info.settings(), data, networks, folder, progress).run();
            status = "complete";
        } finally {
            info.ended(status, Instant.now()).write(folder.info());
        }
    }

    private Progress progress(RunSettings settings) {
        int networks = settings.methods().size() * settings.seeds().size();
        if (options.quiet) {
            return Progress.SILENT;
        }
        if (Terminal.isInteractive()) {
            long batches = (settings.trainSize() + settings.batch() - 1L) / settings.batch();
            return new BarProgress(batches * settings.epochs() * networks);
        }
        return new LineProgress(out, settings.epochs(), networks);
    }

    private RunInfo describe(RunSettings settings, ImageData data, Networks networks) {
        Map<String, String> methods = new LinkedHashMap<>(example.methods());
        methods.keySet().retainAll(settings.methods());
        return new RunInfo(
                example.name(),
                "running",
                Instant.now().toString(),
                null,
                RepeatCommand.of(example.module(), args.toArray(String[]::new)),
                settings,
                networks.description(),
                example.ownOptions(),
                methods,
                example.baseline(),
                new RunInfo.DataInfo(
                        data.name(),
                        data.synthetic(),
                        data.origin(),
                        data.train().numExamples(),
                        data.test().numExamples()),
                Software.current(Nd4j.getBackend().getClass().getSimpleName()),
                Machine.current());
    }

    private Path newFolder() {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss"));
        return Path.of("reports", example.name(), time);
    }

    private void say(String message) {
        if (!options.quiet) {
            out.println(message);
            out.flush();
        }
    }
}
