package io.github.dl4jdropout.examples.comparison;

import io.github.dl4jdropout.examples.comparison.Comparison.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The settings that every comparison has. They are written into {@code run.json} as they stand here. */
public final class Options {
    /** As many training images as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    public static final String PROBABILITY = "a probability of dropping, from 0 to 1";
    public static final String AT_LEAST_1 = "a whole number of at least 1";

    @Option(names = "--preset", paramLabel = "NAME", description = "Values for the options below, see the end.")
    public String preset;

    @Option(names = "--methods", split = ",", paramLabel = "NAME", description = "Dropout methods (default: all).")
    public List<DropoutMethod> methods;

    @Option(names = "--seeds", split = ",", paramLabel = "N", description = "Seeds of weights, batches and masks.")
    public List<Long> seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training images.")
    public int epochs;

    @Option(names = "--evaluate-every", paramLabel = "N", description = "Epochs per evaluation; the last gets one.")
    public int evaluateEvery = 1;

    @Option(names = "--batch", paramLabel = "N", description = "Images per parameter update.")
    public int batch;

    @Option(names = "--learning-rate", paramLabel = "X", description = "In the first epoch; it falls to 0 in steps.")
    public double learningRate;

    @Option(names = "--rate", paramLabel = "X", description = "Probability of dropping a hidden unit, from 0 to 1.")
    public double rate = 0.5;

    public int trainSize;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description =
                    "A data set, see the end. With auto, generated images stand in for real data that cannot be had,"
                            + " and are called synthetic wherever they are shown.")
    public String dataset;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder that holds the data (default: the usual places are searched, then it is downloaded).")
    public String dataDir;

    /** What the options were typed into. */
    public transient CommandLine commandLine;

    @Option(
            names = "--train-size",
            paramLabel = "N",
            description = "Training images used, drawn at random, the same for all networks; or all.")
    private void setTrainSize(String value) {
        require(value.matches("all|-?\\d{1,9}"), "--train-size", "a whole number or all", value);
        trainSize = value.equals("all") ? ALL : Integer.parseInt(value);
    }

    /** Refuses values that make no sense, alone or together. */
    public void check(Comparison comparison) {
        List<String> presets = comparison.presets().stream().map(Preset::name).toList();
        require(presets.contains(preset), "--preset", "one of " + String.join(", ", presets), preset);
        methods = methods == null ? comparison.methods() : methods;
        require(new HashSet<>(methods).size() == methods.size(), "--methods", "each value once", methods);
        methods = methods.stream().sorted().toList(); // so that tables do not depend on the order of typing
        require(new HashSet<>(seeds).size() == seeds.size(), "--seeds", "each value once", seeds);
        require(epochs >= 1, "--epochs", AT_LEAST_1, epochs);
        require(evaluateEvery >= 1, "--evaluate-every", AT_LEAST_1, evaluateEvery);
        require(batch >= 1, "--batch", AT_LEAST_1, batch);
        require(trainSize >= 1, "--train-size", AT_LEAST_1, trainSize);
        float applied = (float) learningRate; // as updaters do, which train nothing with what is infinite then
        String finite = "a number above 0 that is finite as a float";
        require(applied > 0 && Float.isFinite(applied), "--learning-rate", finite, learningRate);
        require(rate >= 0 && rate <= 1, "--rate", PROBABILITY, rate);
        List<String> datasets = comparison.datasets();
        require(datasets.contains(dataset), "--dataset", "one of " + String.join(", ", datasets), dataset);
        if (dataDir != null) {
            String none = "no --dataset synthetic with it, which is generated, not read";
            require(!dataset.equals("synthetic"), "--data-dir", none, dataDir);
            require(Files.isDirectory(Path.of(dataDir)), "--data-dir", "a folder", dataDir + ", which is none");
        }
        comparison.check(this);
    }

    /** Refuses the value of an option unless it is right. */
    public void require(boolean right, String option, String expected, Object received) {
        if (!right) {
            String message = option + ": expected " + expected + ", received " + received + ".";
            throw new ParameterException(commandLine, message);
        }
    }

    /** Lowers the number of training images to what there is, unless the user asked for more. */
    public void limitTrainSize(int available) {
        boolean typed = trainSize != ALL && commandLine.getParseResult().hasMatchedOption("--train-size");
        String most = "at most " + available + ", the number of training images";
        require(!typed || trainSize <= available, "--train-size", most, trainSize);
        trainSize = Math.min(trainSize, available);
    }

    /**
     * Returns a learning rate that falls to 0 in equal steps, one per epoch: the last epoch is a settled one then, and its test error
     * does not depend on where training happened to stop. {@code PolySchedule} rises, in Deeplearning4j 1.0.0-M2.1.
     */
    public ISchedule fallingRate() {
        return new MapSchedule(
                ScheduleType.EPOCH,
                IntStream.range(0, epochs)
                        .boxed()
                        .collect(Collectors.toMap(epoch -> epoch, epoch -> learningRate * (epochs - epoch) / epochs)));
    }

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
}
