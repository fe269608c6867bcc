package io.github.dl4jdropout.examples.comparison.run;

import io.github.dl4jdropout.examples.comparison.Comparison;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A comparison small enough for a test, with everything that a resumed run must bring back: an updater with state that depends on the
 * iteration, a learning rate that depends on the epoch, dropout that draws from ND4J's generator, seeded masks, options of its own.
 */
@Command(name = "tiny", mixinStandardHelpOptions = true)
public final class TinyComparison implements Comparison {

    /** What it tests on, if it was given other data since. */
    static int testImages = 30;

    @Option(names = "--hidden", description = "Hidden units.")
    private int hidden = 4;

    @Option(names = "--no-bias", description = "Leaves out the biases (default: there are some).")
    private boolean noBias;

    /** For a process of its own. */
    public static void main(String[] args) {
        Main.main(new TinyComparison(), args);
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public List<DropoutMethod> methods() {
        return List.of(DropoutMethod.NONE, DropoutMethod.BUILTIN, DropoutMethod.INVERTED, DropoutMethod.UPSCALE_INFER);
    }

    @Override
    public List<Preset> presets() {
        String usual = " --batch=16 --learning-rate=0.05 ";
        return List.of(
                new Preset("default", "a second", "--train-size=40 --epochs=2 --seeds=1,2" + usual),
                new Preset("full", "two seconds", "--train-size=all --epochs=3 --seeds=1" + usual));
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "synthetic");
    }

    @Override
    public void check(Options options) {
        options.require(hidden >= 1, "--hidden", Options.AT_LEAST_1, hidden);
    }

    @Override
    public ImageData load(Options options, Consumer<String> messages) {
        messages.accept("drawing blobs");
        return data();
    }

    static ImageData data() {
        return new ImageData("blobs", true, "a test", List.of("a", "b"), blobs(60, 1), blobs(testImages, 2));
    }

    private static ImageSet blobs(int n, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[5 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(2);
            for (int j = 0; j < 5; j++) {
                pixels[5 * i + j] = (byte) Math.max(0, Math.min(255, 100 + 40 * (labels[i] + random.nextGaussian())));
            }
        }
        return new ImageSet(pixels, labels, 1, 1, 5, 2);
    }

    @Override
    public MultiLayerConfiguration network(DropoutMethod method, long seed, Options options, ImageSet images) {
        var network = new NeuralNetConfiguration.Builder()
                .seed(method == DropoutMethod.NONE ? seed : seed + 1) // so that weights agree only if they are copied
                .updater(new Adam(options.fallingRate()))
                .list();
        var dense = new DenseLayer.Builder().nOut(hidden).hasBias(!noBias).activation(Activation.TANH);
        method.add(network, dense, new Place(false, options.rate / 2, seed, 0));
        var output = new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD).activation(Activation.SOFTMAX);
        method.add(network, output.nOut(2), new Place(false, options.rate, seed, 1));
        return network.setInputType(InputType.convolutional(1, 5, 1)).build();
    }

    @Override
    public String description(Options options, ImageSet images) {
        return "A network of " + hidden + " hidden units" + (noBias ? " without biases" : "");
    }
}
