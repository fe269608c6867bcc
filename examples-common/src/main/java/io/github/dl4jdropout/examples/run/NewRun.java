package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.Machine;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunLock;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.examples.record.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One run from options to report. */
final class NewRun {

    private final Example example;
    private final RunOptions options;
    private final List<String> args;
    private final Console console;

    NewRun(Example example, RunOptions options, List<String> args, Console console) {
        this.example = example;
        this.options = options;
        this.args = args;
        this.console = console;
    }

    /** Where the results are. */
    RunFolder run() throws IOException, TrainingFailedException, RunStoppedException {
        RunSettings asked = SettingsCheck.settings(options, example);
        RunFolder folder = new RunFolder(options.out == null ? newFolder() : options.out);
        OutputCheck.refuseUnlessNewOrEmpty(folder);
        ImageData all = example.load(asked, console::say);
        RunSettings settings = asked.withTrainSize(
                SettingsCheck.trainSize(options, asked, all.train().numExamples()));
        ImageData data = RunData.of(all, settings.trainSize());
        Networks networks = example.networks(settings, data);
        RunInfo info = describe(settings, data, networks);

        Files.createDirectories(folder.path());
        try (RunLock lock = Locked.acquire("--out", folder)) {
            OutputCheck.refuseUnlessNewOrEmpty(folder); // another run may have begun in it meanwhile
            console.say(String.format(
                    Locale.ROOT,
                    "Training on %,d of %,d images of %s; results go to %s",
                    info.data().trainImages(),
                    all.train().numExamples(),
                    info.data().title(),
                    folder.path()));
            console.say(info.software().backend());
            new RunSession(example, lock, console).run(info, data, networks, Optional.empty());
        }
        return folder;
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
                RunData.describe(data),
                Software.current(Backend.current()),
                Machine.current(),
                List.of());
    }

    private Path newFolder() {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss"));
        return Path.of("reports", example.name(), time);
    }
}
