package io.github.dl4jdropout.examples.run;

import static io.github.dl4jdropout.examples.run.UsageException.value;

import io.github.dl4jdropout.examples.record.RunSettings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Makes settings out of options and presets, and refuses what makes no sense. */
final class SettingsCheck {

    private SettingsCheck() {}

    /**
     * The settings of a run.
     *
     * @param options as given
     * @param example knows what its options can be
     * @return the settings; where no number of training images was asked for, {@link Preset#ALL} may stand for it
     * @throws UsageException if an option has a value that it does not take, or options contradict each other
     */
    static RunSettings settings(RunOptions options, Example example) {
        String presetName = known("--preset", options.preset, example.presets().keySet());
        Preset preset = example.presets().get(presetName);
        RunSettings settings = new RunSettings(
                presetName,
                methods(options, example),
                or(options.seeds, preset.seeds()),
                or(options.epochs, preset.epochs()),
                or(options.batch, preset.batch()),
                or(options.learningRate, preset.learningRate()),
                or(options.rate, RunOptions.RATE),
                or(options.trainSize, preset.trainSize()),
                known("--dataset", options.dataset, example.datasets()),
                options.dataDir == null ? null : options.dataDir.toString());
        distinct("--seeds", settings.seeds());
        atLeast1("--epochs", settings.epochs());
        atLeast1("--batch", settings.batch());
        atLeast1("--train-size", settings.trainSize());
        if (!(settings.learningRate() > 0 && Double.isFinite(settings.learningRate()))) {
            throw value("--learning-rate", "a finite number above 0", settings.learningRate());
        }
        probability("--rate", settings.rate());
        dataDirectory(options, settings);
        example.check(settings);
        return settings;
    }

    /**
     * Refuses what is not a probability.
     *
     * @param option the option that has the value
     * @param value what it got
     */
    static void probability(String option, double value) {
        if (!(value >= 0 && value <= 1)) { // written so that NaN is refused
            throw value(option, "a probability of dropping, from 0 to 1", value);
        }
    }

    /**
     * How many training images are used.
     *
     * @param options as given
     * @param settings made of them
     * @param available how many there are
     * @return the number asked for; a preset's is lowered to what there is
     * @throws UsageException if the user asked for more than there are
     */
    static int trainSize(RunOptions options, RunSettings settings, int available) {
        if (options.trainSize != null && options.trainSize > available) {
            throw value("--train-size", "at most " + available + ", the number of training images", options.trainSize);
        }
        return Math.min(settings.trainSize(), available);
    }

    private static List<String> methods(RunOptions options, Example example) {
        Collection<String> all = example.methods().keySet();
        if (options.methods == null) {
            return List.copyOf(all);
        }
        options.methods.forEach(method -> known("--methods", method, all));
        distinct("--methods", options.methods);
        // In the order of the example, so that tables and colours do not depend on the order of typing.
        List<String> chosen = new ArrayList<>(all);
        chosen.retainAll(options.methods);
        return chosen;
    }

    private static void dataDirectory(RunOptions options, RunSettings settings) {
        if (options.dataDir == null) {
            return;
        }
        if (settings.dataset().equals("synthetic")) {
            throw new UsageException("--data-dir and --dataset synthetic: expected one of the two, received both."
                    + " Synthetic data is generated, not read.");
        }
        if (!Files.isDirectory(options.dataDir)) {
            throw value("--data-dir", "a directory", options.dataDir + ", which is none");
        }
    }

    private static String known(String option, String value, Collection<String> names) {
        if (value == null) {
            return names.iterator().next();
        }
        if (!names.contains(value)) {
            throw value(option, "one of " + String.join(", ", names), value.isEmpty() ? "nothing" : value);
        }
        return value;
    }

    private static void distinct(String option, List<?> values) {
        if (new HashSet<>(values).size() != values.size()) {
            throw value(option, "each value once", values);
        }
    }

    private static void atLeast1(String option, int value) {
        if (value < 1) {
            throw value(option, "a whole number of at least 1", value);
        }
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
