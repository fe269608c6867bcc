package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.cifar.Cifar10;
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
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains convolutional networks on CIFAR-10 with each dropout method and compares them. */
@Command(
        name = "cifar",
        mixinStandardHelpOptions = true,
        description =
                "Trains a convolutional network on CIFAR-10 with each dropout method, from the same initial weights and on the"
                        + " same batches, and compares test error, likelihood, calibration and time.%n")
public final class CifarExample implements Example {

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "small",
            description = "The network: small, keras or vgg, in the order of the time they take (default:"
                    + " ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--map-rate",
            paramLabel = "X",
            description =
                    "Probability of dropping after each block of convolutions, from 0 to 1 (default: 0.1 for small, 0.25 for"
                            + " keras and vgg).")
    private Double mapRate;

    @Option(
            names = "--augment",
            description =
                    "Mirror training images at random and shift them by up to 4 pixels, anew in each epoch (default:"
                            + " train on them as they are).")
    private boolean augment;

    /**
     * Runs the example and exits with 0, 1 (the run failed) or 2 (it was asked for something impossible).
     *
     * @param args options; {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(ExampleMain.commandLine(new CifarExample()).execute(args));
    }

    @Override
    public String name() {
        return "cifar";
    }

    @Override
    public String module() {
        return "examples-cifar";
    }

    @Override
    public Map<String, String> methods() {
        return DropoutMethod.descriptions(List.of(DropoutMethod.values()));
    }

    @Override
    public String baseline() {
        return DropoutMethod.BUILTIN.id();
    }

    @Override
    public Map<String, Preset> presets() {
        Map<String, Preset> presets = new LinkedHashMap<>();
        presets.put("default", new Preset(3_000, 20, 25, 0.0015, List.of(1L)));
        presets.put("full", new Preset(Preset.ALL, 30, 64, 0.001, List.of(1L, 2L, 3L)));
        return presets;
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "cifar10", "synthetic");
    }

    @Override
    public void check(RunSettings settings) {
        if (!CnnModel.ids().contains(model)) {
            throw UsageException.value("--model", "one of " + String.join(", ", CnnModel.ids()), model);
        }
        DropoutMethod.checkRate("--rate", settings.rate(), settings.methods());
        DropoutMethod.checkRate("--map-rate", mapRate(), settings.methods());
    }

    private double mapRate() {
        return mapRate == null ? CnnModel.of(model).mapRate() : mapRate;
    }

    @Override
    public Map<String, String> ownOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model", model);
        options.put("map-rate", String.valueOf(mapRate()));
        options.put("augment", String.valueOf(augment));
        return options;
    }

    @Override
    public ImageData load(RunSettings settings, Consumer<String> messages) throws IOException {
        DataRequest request = DataRequest.named(settings.dataset()).withMessages(messages);
        return Cifar10.load(settings.dataDir() == null ? request : request.withDataDir(Path.of(settings.dataDir())));
    }

    @Override
    public Networks networks(RunSettings settings, ImageData data) {
        return new CnnNetworks(
                CnnModel.of(model),
                data.shape(),
                data.classes().size(),
                mapRate(),
                settings.rate(),
                settings.learningRate(),
                settings.epochs(),
                augment);
    }
}
