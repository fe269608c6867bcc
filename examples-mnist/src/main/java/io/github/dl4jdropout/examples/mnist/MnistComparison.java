package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.run.Main;
import io.github.dl4jdropout.examples.data.IdxDataSet;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.data.SyntheticImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * MLPs on MNIST: hidden layers of ReLU with He initialisation, dropout on the pixels and on each hidden layer, softmax, negative
 * log-likelihood. Max-norm is that of N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, "Dropout: a simple way to
 * prevent neural networks from overfitting", JMLR 15 (2014): after each update, weights into a hidden unit that exceed the norm are
 * scaled down to it.
 */
@Command(
        name = "mnist",
        mixinStandardHelpOptions = true,
        description =
                "Trains an MLP on MNIST with each dropout method, from the same initial weights and on the same batches,"
                        + " and compares test error, likelihood, calibration and time.%n")
public final class MnistComparison implements Comparison {

    /** The axis of the weights [in, out] of a dense layer along which the norm is that of the weights into one unit. */
    private static final int IN = 0;

    @Option(
            names = "--hidden",
            split = ",",
            paramLabel = "N",
            defaultValue = "1024,1024",
            description = "Units of each hidden layer, separated by commas.")
    private List<Integer> hidden;

    @Option(
            names = "--input-rate",
            paramLabel = "X",
            defaultValue = "0.2",
            description = "Probability of dropping a pixel, from 0 to 1.")
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
                    "Gradient descent with this much of Nesterov's momentum, from 0 to below 1; it takes a --learning-rate"
                            + " of its own, such as 0.1 (default: Adam).")
    private Double momentum;

    /** Runs the comparison; {@code --help} explains the arguments. */
    public static void main(String[] args) {
        Main.main(new MnistComparison(), args);
    }

    @Override
    public String name() {
        return "mnist";
    }

    @Override
    public List<DropoutMethod> methods() {
        return List.copyOf(EnumSet.range(DropoutMethod.NONE, DropoutMethod.UPSCALE_INFER));
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                new Preset(
                        "default",
                        "all methods on 2,000 images, about 6 minutes on two cores",
                        "--train-size=2000 --epochs=16 --batch=100 --learning-rate=0.002 --seeds=1,2,3"),
                new Preset(
                        "quick",
                        "none and inverted on 1,000 images, less than a minute",
                        "--train-size=1000 --epochs=30 --batch=100 --learning-rate=0.002 --seeds=1,2,3"
                                + " --methods=none,inverted --hidden=512,512 --evaluate-every=10"),
                new Preset(
                        "full",
                        "all methods on all images, about 2 hours",
                        "--train-size=all --epochs=20 --batch=256 --learning-rate=0.001 --seeds=1,2,3"));
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "mnist", "fashion-mnist", "synthetic");
    }

    @Override
    public void check(Options options) {
        hidden.forEach(units -> options.require(units >= 1, "--hidden", Options.AT_LEAST_1, units));
        options.require(inputRate >= 0 && inputRate <= 1, "--input-rate", Options.PROBABILITY, inputRate);
        boolean norm = maxNorm == null || maxNorm > 0 && Double.isFinite(maxNorm);
        options.require(norm, "--max-norm", "a finite number above 0", maxNorm);
        boolean less = momentum == null || momentum >= 0 && momentum < 1;
        options.require(less, "--momentum", "a number from 0 to below 1", momentum);
    }

    @Override
    public ImageData load(Options options, Consumer<String> messages) throws IOException {
        Optional<Path> folder = Optional.ofNullable(options.dataDir).map(Path::of);
        ImageData.Source mnist = IdxDataSet.MNIST.source(folder);
        return switch (options.dataset) {
            case "mnist" -> mnist.load(messages);
            case "fashion-mnist" -> IdxDataSet.FASHION_MNIST.source(folder).load(messages);
            case "synthetic" -> SyntheticImages.digits().load(messages);
            default -> ImageData.realOr(mnist, SyntheticImages.digits(), messages);
        };
    }

    @Override
    public MultiLayerConfiguration network(DropoutMethod method, long seed, Options options, ImageSet images) {
        var network = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(updater(options))
                .list();
        for (int i = 0; i < hidden.size(); i++) {
            var layer = new DenseLayer.Builder().nOut(hidden.get(i));
            if (maxNorm != null) {
                layer.constrainWeights(new MaxNormConstraint(maxNorm, IN));
            }
            method.add(network, layer, new Place(false, i == 0 ? inputRate : options.rate, seed, i));
        }
        var output = new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nOut(images.classes())
                .activation(Activation.SOFTMAX);
        method.add(network, output, new Place(false, options.rate, seed, hidden.size()));
        return network.setInputType(InputType.convolutional(images.height(), images.width(), images.channels()))
                .build();
    }

    private IUpdater updater(Options options) {
        ISchedule rate = options.fallingRate();
        return momentum == null ? new Adam(rate) : new Nesterovs(rate, momentum);
    }

    @Override
    public String description(Options options, ImageSet images) {
        return "MLP " + images.height() * images.width() * images.channels() + "-"
                + hidden.stream().map(String::valueOf).collect(Collectors.joining("-")) + "-" + images.classes()
                + ", ReLU, He initialisation, drop rate " + inputRate + " on the input and " + options.rate
                + " on hidden units, "
                + (maxNorm == null ? "" : "weights into a hidden unit of norm " + maxNorm + " at most, ")
                + (momentum == null ? "Adam" : "gradient descent with Nesterov's momentum of " + momentum)
                + " with a learning rate of " + options.learningRate + " that falls to 0";
    }
}
