package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A tiny example with everything that a resumed run must bring back: an updater with state that depends on the iteration, a learning
 * rate that depends on the epoch, dropout that draws from ND4J's generator, seeded masks, options of its own.
 */
@Command(name = "long", mixinStandardHelpOptions = true)
class LongExample extends TinyExample {

    @Option(names = "--hidden", defaultValue = "4", description = "Hidden units.")
    private int hidden;

    @Option(names = "--bias", defaultValue = "true", description = "Whether there are biases.")
    private boolean bias;

    /** What it trains on if it was given other data since. */
    static int testImages = 30;

    private RunSettings settings;

    /** For a process of its own. */
    public static void main(String[] args) {
        System.exit(ExampleMain.commandLine(new LongExample()).execute(args));
    }

    @Override
    public String name() {
        return "long";
    }

    @Override
    public Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("plain", "no dropout");
        methods.put("dropped", "draws from ND4J's generator");
        methods.put("seeded", "draws by seed, iteration and epoch");
        return methods;
    }

    @Override
    public Map<String, String> ownOptions() {
        return Map.of("hidden", String.valueOf(hidden), "bias", String.valueOf(bias));
    }

    @Override
    public ImageData load(RunSettings run, Consumer<String> messages) {
        return data(60, testImages);
    }

    @Override
    public Networks networks(RunSettings run, ImageData data) {
        settings = run;
        return this;
    }

    @Override
    public MultiLayerConfiguration configuration(String method, long seed) {
        var network = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(LearningRate.fallingTo0(0.05, settings.epochs())))
                .list();
        var dense = new DenseLayer.Builder().nIn(5).nOut(hidden).hasBias(bias).activation(Activation.TANH);
        if (method.equals("seeded")) {
            dense.dropOut(RateDropout.builder(0.2).seed(seed).build());
        }
        network.layer(dense.build());
        if (method.equals("dropped")) {
            network.layer(new DropoutLayer(0.5));
        } else if (method.equals("seeded")) {
            network.layer(new RateDropoutLayer.Builder(0.5).seed(seed).build());
        }
        return network.layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(hidden)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    @Override
    public String description() {
        return "A network of " + hidden + " hidden units" + (bias ? "" : " without biases");
    }
}
