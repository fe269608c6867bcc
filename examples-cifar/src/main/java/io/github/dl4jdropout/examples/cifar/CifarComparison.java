package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.comparison.run.Main;
import io.github.dl4jdropout.examples.data.Cifar10;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageFolder;
import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.data.SyntheticImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** CNNs on CIFAR-10, or on somebody's own images. */
@Command(
        name = "cifar",
        mixinStandardHelpOptions = true,
        description =
                "Trains a CNN on CIFAR-10, or on a folder of your own images, with each dropout method, from the same"
                        + " initial weights and on the same batches, and compares test error, likelihood, calibration and time.%n")
public final class CifarComparison implements Comparison {

    /** Height and width that a folder's images are scaled to. */
    private static final int SIDE = 32;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "small",
            description = "The network: small, keras or vgg, in the order of the time they take.")
    private String model;

    @Option(
            names = "--map-rate",
            paramLabel = "X",
            description =
                    "Probability of dropping after each block of convolutions, from 0 to 1 (default: 0.1 for small, 0.25"
                            + " for keras and vgg).")
    private Double mapRate;

    @Option(
            names = "--augment",
            description = "Mirror training images at random and shift them by up to 4 pixels, differently in each epoch"
                    + " (default: train on them as they are).")
    private boolean augment;

    @Option(
            names = "--test-fraction",
            paramLabel = "X",
            description =
                    "Part of each class that is drawn for testing from a --data-dir of class folders without train and"
                            + " test (default: 0.2).")
    private Double testFraction;

    /** Runs the comparison; {@code --help} explains the arguments. */
    public static void main(String[] args) {
        Main.main(new CifarComparison(), args);
    }

    @Override
    public String name() {
        return "cifar";
    }

    @Override
    public List<DropoutMethod> methods() {
        return List.copyOf(EnumSet.range(DropoutMethod.NONE, DropoutMethod.SPATIAL));
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                new Preset(
                        "default",
                        "3,000 images, about 8 minutes on two cores",
                        "--train-size=3000 --epochs=20 --batch=25 --learning-rate=0.0015 --seeds=1"),
                new Preset(
                        "full",
                        "all images, many hours",
                        "--train-size=all --epochs=30 --batch=64 --learning-rate=0.001 --seeds=1,2,3"));
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "cifar10", "synthetic");
    }

    @Override
    public void check(Options options) {
        List<String> models = CnnModel.ids();
        options.require(models.contains(model), "--model", "one of " + String.join(", ", models), model);
        options.require(mapRate() >= 0 && mapRate() <= 1, "--map-rate", Options.PROBABILITY, mapRate());
        boolean part = testFraction == null || testFraction > 0 && testFraction < 1;
        options.require(part, "--test-fraction", "a number above 0 and below 1", testFraction);
    }

    private double mapRate() {
        return mapRate == null ? CnnModel.of(model).mapRate() : mapRate;
    }

    @Override
    public ImageData load(Options options, Consumer<String> messages) throws IOException {
        Optional<Path> place = Optional.ofNullable(options.dataDir).map(Path::of);
        if (place.isPresent() && ImageFolder.isOne(place.get())) {
            var train = options.trainSize == Options.ALL ? OptionalInt.empty() : OptionalInt.of(options.trainSize);
            var fraction = testFraction == null ? OptionalDouble.empty() : OptionalDouble.of(testFraction);
            return new ImageFolder(place.get(), SIDE, SIDE, fraction, train).load(messages);
        }
        return switch (options.dataset) {
            case "cifar10" -> Cifar10.source(place).load(messages);
            case "synthetic" -> SyntheticImages.colouredDigits(SIDE, SIDE).load(messages);
            default -> ImageData.realOr(Cifar10.source(place), SyntheticImages.colouredDigits(SIDE, SIDE), messages);
        };
    }

    @Override
    public MultiLayerConfiguration network(DropoutMethod method, long seed, Options options, ImageSet images) {
        return CnnModel.of(model).network(method, seed, options, mapRate(), images);
    }

    @Override
    public Training training(Options options, ImageSet images) {
        return new Training.Here(images, options.batch, augment);
    }

    @Override
    public String description(Options options, ImageSet images) {
        return "CNN \"" + model + "\" for " + images.height() + "×" + images.width() + "×" + images.channels() + ": "
                + CnnModel.of(model).layers() + ", softmax of " + images.classes()
                + ", ReLU, He initialisation, drop rate "
                + mapRate()
                + " after each block of convolutions and " + options.rate
                + " under the softmax, Adam with a learning rate of " + options.learningRate + " that falls to 0"
                + (augment ? ", training images mirrored and shifted" : "");
    }
}
