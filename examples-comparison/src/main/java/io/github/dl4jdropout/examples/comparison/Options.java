package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.examples.comparison.Comparison.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The settings that every comparison has. They are written into {@code run.json} as they stand here. */
public final class Options {

    /** As many training images as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Values for the options below (default: ${DEFAULT-VALUE}):%n${bundle:of.presets}")
    public String preset;

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME",
            description = "Dropout methods, separated by commas (default: all):%n${bundle:of.methods}")
    public List<DropoutMethod> methods;

    @Option(
            names = "--seeds",
            split = ",",
            paramLabel = "N",
            description =
                    "Seeds of initial weights, batch order and masks: each trains one network per method (default:"
                            + " ${DEFAULT-VALUE}).")
    public List<Long> seeds;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training images (default: ${DEFAULT-VALUE}).")
    public int epochs;

    @Option(
            names = "--evaluate-every",
            paramLabel = "N",
            defaultValue = "1",
            description = "Epochs between evaluations; the last epoch is always evaluated (default: ${DEFAULT-VALUE}).")
    public int evaluateEvery;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images per parameter update (default: ${DEFAULT-VALUE}).")
    public int batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Learning rate in the first epoch; it falls to 0 in equal steps, one per epoch (default:"
                    + " ${DEFAULT-VALUE}).")
    public double learningRate;

    @Option(
            names = "--rate",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "Probability of dropping a hidden unit, from 0 to 1 (default: ${DEFAULT-VALUE}).")
    public double rate;

    @Option(
            names = "--train-size",
            paramLabel = "N",
            converter = Count.class,
            description = "Training images used, drawn at random, the same for all networks; or all (default:"
                    + " ${DEFAULT-VALUE}).")
    public int trainSize;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "One of ${bundle:of.datasets}. With auto, generated images stand in for real data that cannot be"
                            + " had, and are called synthetic wherever they are shown (default: ${DEFAULT-VALUE}).")
    public String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder that holds the data (default: the usual places are searched, then it is downloaded).")
    public String dataDir;

    /** What the options were typed into. */
    public transient CommandLine commandLine;

    /** Refuses values that make no sense, alone or together. */
    public void check(Comparison comparison) {
        known("--preset", comparison.presets().stream().map(Preset::name).toList(), preset);
        distinct("--methods", methods);
        methods = methods.stream().sorted().toList(); // so that tables do not depend on the order of typing
        distinct("--seeds", seeds);
        atLeast1("--epochs", epochs);
        atLeast1("--evaluate-every", evaluateEvery);
        atLeast1("--batch", batch);
        atLeast1("--train-size", trainSize);
        float applied = (float) learningRate; // as updaters do, which train nothing with what is infinite then
        if (!(applied > 0 && Float.isFinite(applied))) {
            throw wrong("--learning-rate", "a number above 0 that is finite as a float", learningRate);
        }
        probability("--rate", rate);
        known("--dataset", comparison.datasets(), dataset);
        if (dataDir != null && dataset.equals("synthetic")) {
            throw wrong("--data-dir", "no --dataset synthetic with it, which is generated, not read", dataDir);
        }
        if (dataDir != null && !Files.isDirectory(Path.of(dataDir))) {
            throw wrong("--data-dir", "a folder", dataDir + ", which is none");
        }
        comparison.check(this);
    }

    /** Refuses what is not a probability of dropping. */
    public void probability(String option, double value) {
        if (!(value >= 0 && value <= 1)) { // written so that NaN is refused
            throw wrong(option, "a probability of dropping, from 0 to 1", value);
        }
    }

    /** Refuses numbers below 1. */
    public void atLeast1(String option, int value) {
        if (value < 1) {
            throw wrong(option, "a whole number of at least 1", value);
        }
    }

    /** Refuses names that are not among these. */
    public void known(String option, List<String> names, String value) {
        if (!names.contains(value)) {
            throw wrong(option, "one of " + String.join(", ", names), value);
        }
    }

    private void distinct(String option, List<?> values) {
        if (new HashSet<>(values).size() != values.size()) {
            throw wrong(option, "each value once", values);
        }
    }

    /** Returns the refusal of an option's value, to be thrown. */
    public ParameterException wrong(String option, String expected, Object received) {
        return new ParameterException(commandLine, option + ": expected " + expected + ", received " + received + ".");
    }

    /** Lowers the number of training images to what there is, unless the user asked for more. */
    public void limitTrainSize(int available) {
        boolean typed = commandLine.getParseResult().hasMatchedOption("--train-size");
        if (typed && trainSize != ALL && trainSize > available) {
            throw wrong("--train-size", "at most " + available + ", the number of training images", trainSize);
        }
        trainSize = Math.min(trainSize, available);
    }

    /** Returns how many networks are trained. */
    public int networks() {
        return methods.size() * seeds.size();
    }

    /** Returns how many rows each network has: one per evaluation. */
    public int evaluations() {
        return (epochs + evaluateEvery - 1) / evaluateEvery;
    }

    /** Returns how many epochs of all networks together were trained when so many rows have been measured. */
    public int epochsAfter(int rows) {
        return rows / evaluations() * epochs + rows % evaluations() * evaluateEvery;
    }

    /** Takes a number, or all. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                return value.equals("all") ? ALL : Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a whole number or all, received " + value);
            }
        }
    }
}
