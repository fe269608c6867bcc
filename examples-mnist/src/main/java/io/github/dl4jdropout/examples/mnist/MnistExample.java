package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.Mnist;
import io.github.dl4jdropout.examples.record.RunSettings;
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
        return DropoutMethod.descriptions();
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
        if (!(inputRate >= 0 && inputRate <= 1)) { // written so that NaN is refused
            throw UsageException.value("--input-rate", "a probability of dropping, from 0 to 1", inputRate);
        }
        if (settings.rate() == 1) {
            refuseRate1("--rate", settings.methods());
        }
        if (inputRate == 1) {
            refuseRate1("--input-rate", settings.methods());
        }
    }

    private static void refuseRate1(String option, List<String> methods) {
        if (methods.contains(DropoutMethod.GUIDE.id())) {
            throw UsageException.value(
                            option, "a rate below 1 for method guide, which divides by 1 - rate at inference", 1)
                    .andTry("Lower it, or name other --methods");
        }
        if (methods.contains(DropoutMethod.BUILTIN.id())) {
            throw UsageException.value(
                            option, "a rate below 1 for method builtin, which takes no retain probability of 0", 1)
                    .andTry("Lower it, or name other --methods");
        }
    }

    @Override
    public Map<String, String> ownOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("hidden", hidden.stream().map(String::valueOf).collect(Collectors.joining(",")));
        options.put("input-rate", String.valueOf(inputRate));
        return options;
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
                settings.learningRate(),
                settings.epochs());
    }
}
