package io.github.dl4jdropout.examples.cifar;

import static org.deeplearning4j.nn.conf.ConvolutionMode.Same;
import static org.deeplearning4j.nn.conf.ConvolutionMode.Truncate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The networks that can be chosen. All convolutions are 3×3, all pooling takes the largest of 2×2. */
enum CnnModel {
    /** For two cores: a convolution a block. */
    SMALL("convolutions 24-pool-32-pool-64-pool, 256 units", 0.1) {
        @Override
        void build(LayerStack stack, double mapRate, double rate, int classes) {
            stack.convolution(24, Same)
                    .pooling()
                    .dropMaps(mapRate)
                    .convolution(32, Same)
                    .pooling()
                    .dropMaps(mapRate)
                    .convolution(64, Same)
                    .pooling()
                    .dropMaps(mapRate)
                    .dense(256)
                    .dropFeatures(rate)
                    .output(classes);
        }
    },
    /** The network of Keras' example cifar10_cnn: the first convolution of a block keeps the size, the second does not. */
    KERAS("convolutions 32-32-pool-64-64-pool, 512 units, as in Keras' cifar10_cnn", 0.25) {
        @Override
        void build(LayerStack stack, double mapRate, double rate, int classes) {
            stack.convolution(32, Same)
                    .convolution(32, Truncate)
                    .pooling()
                    .dropMaps(mapRate)
                    .convolution(64, Same)
                    .convolution(64, Truncate)
                    .pooling()
                    .dropMaps(mapRate)
                    .dense(512)
                    .dropFeatures(rate)
                    .output(classes);
        }
    },
    /** In the manner of K. Simonyan, A. Zisserman, "Very deep convolutional networks", ICLR 2015, with batch normalization. */
    VGG("convolutions 32-32-pool-64-64-pool-128-128-pool with batch normalization, 256 units", 0.25) {
        @Override
        void build(LayerStack stack, double mapRate, double rate, int classes) {
            for (int maps : List.of(32, 64, 128)) {
                stack.normalizedConvolution(maps)
                        .normalizedConvolution(maps)
                        .pooling()
                        .dropMaps(mapRate);
            }
            stack.dense(256).dropFeatures(rate).output(classes);
        }
    };

    private final String description;
    private final double mapRate;

    CnnModel(String description, double mapRate) {
        this.description = description;
        this.mapRate = mapRate;
    }

    /**
     * Puts the layers on a stack.
     *
     * @param stack empty
     * @param mapRate P(drop) after each block of convolutions
     * @param rate P(drop) of the units under the softmax
     * @param classes outputs
     */
    abstract void build(LayerStack stack, double mapRate, double rate, int classes);

    /** P(drop) after each block where no option says it: the smaller the network, the smaller. */
    double mapRate() {
        return mapRate;
    }

    String description() {
        return description;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(CnnModel::id).toList();
    }

    static CnnModel of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
