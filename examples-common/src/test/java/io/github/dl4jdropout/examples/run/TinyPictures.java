package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.RateDropout;
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
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import picocli.CommandLine.Command;

/** Noisy pictures of 8×8 pixels with a bright row or a bright column, and a convolution that tells them apart: seconds to train. */
@Command(name = "pictures", mixinStandardHelpOptions = true)
public final class TinyPictures extends TinyExample {

    static final int SIDE = 8;

    @Override
    public String name() {
        return "pictures";
    }

    @Override
    public String module() {
        return "examples-pictures";
    }

    @Override
    public Map<String, String> methods() {
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put("none", "no dropout");
        methods.put("builtin", "Deeplearning4j's Dropout");
        methods.put("inverted", "RateDropout");
        return methods;
    }

    @Override
    public String baseline() {
        return "builtin";
    }

    @Override
    public Map<String, Preset> presets() {
        return Map.of("default", new Preset(80, 5, 20, 0.1, List.of(1L, 2L)));
    }

    @Override
    public ImageData load(RunSettings settings, Consumer<String> messages) {
        return data(80, 120);
    }

    static ImageData data(int train, int test) {
        return new ImageData(
                "bars",
                true,
                "a test",
                List.of("row", "column"),
                new ImageShape(1, SIDE, SIDE),
                bars(train, 1),
                bars(test, 2));
    }

    private static DataSet bars(int n, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[n][SIDE * SIDE];
        float[][] labels = new float[n][2];
        for (int i = 0; i < n; i++) {
            int label = i % 2;
            int place = random.nextInt(SIDE);
            labels[i][label] = 1;
            for (int p = 0; p < SIDE * SIDE; p++) {
                boolean bright = (label == 0 ? p / SIDE : p % SIDE) == place;
                features[i][p] = (random.nextFloat() + (bright ? 0.5f : 0)) / 1.5f;
            }
        }
        return new DataSet(Nd4j.createFromArray(features), Nd4j.createFromArray(labels));
    }

    @Override
    public MultiLayerConfiguration configuration(String method, long seed) {
        var output = new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nOut(2)
                .activation(Activation.SOFTMAX);
        if (method.equals("builtin")) {
            output.dropOut(new Dropout(0.5));
        } else if (method.equals("inverted")) {
            output.dropOut(RateDropout.builder(0.5).seed(seed).build());
        }
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Sgd(0.1))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(6)
                        .activation(Activation.RELU)
                        .build())
                .layer(output.build())
                .setInputType(InputType.convolutionalFlat(SIDE, SIDE, 1))
                .build();
    }

    @Override
    public String reference() {
        return "none";
    }

    @Override
    public String description() {
        return "A convolution of six filters, 3×3, and a softmax";
    }
}
