package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.mnist.Mnist;
import io.github.dl4jdropout.examples.record.RunSettings;
import io.github.dl4jdropout.examples.run.DropoutMethod;
import io.github.dl4jdropout.examples.run.Example;
import io.github.dl4jdropout.examples.run.ExampleMain;
import io.github.dl4jdropout.examples.run.Networks;
import io.github.dl4jdropout.examples.run.Preset;
import io.github.dl4jdropout.examples.run.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains perceptrons on MNIST with each dropout method and compares them. */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        description =
                "Trains a multi-layer perceptron on MNIST with each dropout method, from the same initial weights and on the"
                        + " same batches, and compares test error, likelihood, calibration and time.%n")
public final class MnistExample implements Example {

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            defaultValue = "1024,1024",
            description = "Units of each hidden layer, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> hidden;

    @Option(
            names = "--input-rate",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "Probability of dropping a pixel, from 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double inputRate;

    @Option(
            names = "--max-norm",
            paramLabel = "X",
            description =
                    "Largest Euclidean norm of the weights into a hidden unit, kept after each update (default: no limit).")
    private Double maxNorm;

    @Option(
            names = "--momentum",
            paramLabel = "X",
            description =
                    "Stochastic gradient descent with this much of Nesterov's momentum, from 0 to below 1, in place of Adam;"
                            + " it takes a --learning-rate of its own, such as 0.1 (default: Adam).")
    private Double momentum;

    /**
     * Runs the example and exits with 0, 1 (the run failed) or 2 (it was asked for something impossible).
     *
     * @param args options; {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(ExampleMain.commandLine(new MnistExample()).execute(args));
    }

    @Override
    public String name() {
        return "mnist";
    }

    @Override
    public String module() {
        return "examples-mnist";
    }

    @Override
    public Map<String, String> methods() {
        return DropoutMethod.descriptions(DropoutMethod.OF_FEATURES);
    }

    @Override
    public String baseline() {
        return DropoutMethod.BUILTIN.id();
    }

    @Override
    public Map<String, Preset> presets() {
        List<Long> seeds = List.of(1L, 2L, 3L);
        Map<String, Preset> presets = new LinkedHashMap<>();
        presets.put("default", new Preset(2_000, 16, 100, 0.002, seeds));
        presets.put("full", new Preset(Preset.ALL, 20, 256, 0.001, seeds));
        return presets;
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "mnist", "synthetic");
    }

    @Override
    public void check(RunSettings settings) {
        for (int units : hidden) {
            if (units < 1) {
                throw UsageException.value("--hidden", "whole numbers of at least 1", hidden);
            }
        }
        DropoutMethod.checkRate("--rate", settings.rate(), settings.methods());
        DropoutMethod.checkRate("--input-rate", inputRate, settings.methods());
        if (maxNorm != null && !(maxNorm > 0 && Double.isFinite(maxNorm))) {
            throw UsageException.value("--max-norm", "a finite number above 0", maxNorm);
        }
        if (momentum != null && !(momentum >= 0 && momentum < 1)) {
            throw UsageException.value("--momentum", "a number from 0 to below 1", momentum);
        }
    }

    @Override
    public Map<String, String> ownOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("hidden", hidden.stream().map(String::valueOf).collect(Collectors.joining(",")));
        options.put("input-rate", String.valueOf(inputRate));
        putIfGiven(options, "max-norm", maxNorm);
        putIfGiven(options, "momentum", momentum);
        return options;
    }

    private static void putIfGiven(Map<String, String> options, String name, Double value) {
        if (value != null) {
            options.put(name, value.toString());
        }
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public ImageData load(RunSettings settings, Consumer<String> messages) throws IOException {
        DataRequest request = DataRequest.named(settings.dataset()).withMessages(messages);
        return Mnist.load(settings.dataDir() == null ? request : request.withDataDir(Path.of(settings.dataDir())));
    }

    @Override
    public Networks networks(RunSettings settings, ImageData data) {
        return new MlpNetworks(
                data.train().getFeatures().columns(),
                hidden,
                data.classes().size(),
                inputRate,
                settings.rate(),
                optional(maxNorm),
                optional(momentum),
                settings.learningRate(),
                settings.epochs());
    }
}
