package io.github.dl4jdropout.examples.cifar;

import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** The networks that can be chosen. All convolutions are 3×3, all pooling takes the largest of 2×2. */
enum CnnModel {
    /** For two cores: one convolution per block. */
    SMALL("convolutions 24-pool-32-pool-64-pool, 256 units", 0.1) {
        @Override
        void build(LayerStack stack) {
            for (int maps : List.of(24, 32, 64)) {
                stack.convolution(maps, Same).pooling().dropMaps();
            }
            stack.dense(256);
        }
    },
    /** The network of Keras' example cifar10_cnn: the first convolution of a block keeps the size, the second does not. */
    KERAS("convolutions 32-32-pool-64-64-pool, 512 units, as in Keras' cifar10_cnn", 0.25) {
        @Override
        void build(LayerStack stack) {
            for (int maps : List.of(32, 64)) {
                stack.convolution(maps, Same)
                        .convolution(maps, Truncate)
                        .pooling()
                        .dropMaps();
            }
            stack.dense(512);
        }
    },
    /** In the manner of K. Simonyan, A. Zisserman, "Very deep convolutional networks", ICLR 2015, with batch normalization. */
    VGG("convolutions 32-32-pool-64-64-pool-128-128-pool with batch normalization, 256 units", 0.25) {
        @Override
        void build(LayerStack stack) {
            for (int maps : List.of(32, 64, 128)) {
                stack.normalizedConvolution(maps)
                        .normalizedConvolution(maps)
                        .pooling()
                        .dropMaps();
            }
            stack.dense(256);
        }
    };

    private final String layers;
    private final double mapRate;

    CnnModel(String layers, double mapRate) {
        this.layers = layers;
        this.mapRate = mapRate;
    }

    /** Puts the layers below the softmax on a stack. */
    abstract void build(LayerStack stack);

    MultiLayerConfiguration network(
            DropoutMethod method, long seed, Options options, double dropMaps, ImageSet images) {
        var network = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(options.fallingRate()))
                .list();
        LayerStack stack = new LayerStack(network, method, seed, dropMaps, options.rate);
        build(stack);
        stack.dropFeatures().output(images.classes());
        return network.setInputType(InputType.convolutional(images.height(), images.width(), images.channels()))
                .build();
    }

    /** P(drop) after each block where no option says it: the smaller the network, the smaller. */
    double mapRate() {
        return mapRate;
    }

    String layers() {
        return layers;
    }

    static CnnModel of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    static List<String> ids() {
        return Arrays.stream(values())
                .map(model -> model.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
