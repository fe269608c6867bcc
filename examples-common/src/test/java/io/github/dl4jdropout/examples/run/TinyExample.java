package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine.Command;

/** An example small enough to run in a test: two classes of five pixels. */
@Command(name = "tiny", mixinStandardHelpOptions = true)
class TinyExample implements Example, Networks {

    private double learningRate;

    static ImageData data(int train, int test) {
        return new ImageData(
                "blobs", true, "a test", List.of("a", "b"), new ImageShape(1, 1, 5), blobs(train, 1), blobs(test, 2));
    }

    private static DataSet blobs(int n, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[n][5];
        float[][] labels = new float[n][2];
        for (int i = 0; i < n; i++) {
            int label = random.nextInt(2);
            labels[i][label] = 1;
            for (int j = 0; j < 5; j++) {
                features[i][j] = (float) (label + random.nextGaussian());
            }
        }
        return new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String module() {
        return "examples-tiny";
    }

    @Override
    public Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("plain", "no dropout");
        methods.put("dropped", "with a dropout layer");
        methods.put("wide", "with other parameters, which is a mistake");
        return methods;
    }

    @Override
    public String baseline() {
        return "plain";
    }

    @Override
    public Map<String, Preset> presets() {
        Map<String, Preset> presets = new LinkedHashMap<>();
        presets.put("default", new Preset(40, 2, 16, 0.1, List.of(1L, 2L)));
        presets.put("full", new Preset(Preset.ALL, 3, 16, 0.1, List.of(1L)));
        return presets;
    }

    @Override
    public List<String> datasets() {
        return List.of("auto", "synthetic");
    }

    @Override
    public void check(RunSettings settings) {}

    @Override
    public Map<String, String> ownOptions() {
        return Map.of();
    }

    @Override
    public ImageData load(RunSettings settings, Consumer<String> messages) {
        messages.accept("drawing blobs");
        return data(60, 30);
    }

    @Override
    public Networks networks(RunSettings settings, ImageData data) {
        learningRate = settings.learningRate();
        return this;
    }

    @Override
    public MultiLayerConfiguration configuration(String method, long seed) {
        int hidden = method.equals("wide") ? 5 : 4;
        var network = new NeuralNetConfiguration.Builder()
                .seed(method.equals("dropped") ? seed + 1 : seed) // so that weights agree only if they are copied
                .updater(new Sgd(learningRate))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(5)
                        .nOut(hidden)
                        .activation(Activation.TANH)
                        .build());
        if (method.equals("dropped")) {
            network.layer(new DropoutLayer(0.5));
        }
        return network.layer(new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                        .nIn(hidden)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build();
    }

    @Override
    public String reference() {
        return "plain";
    }

    @Override
    public String description() {
        return "A tiny network";
    }
}
