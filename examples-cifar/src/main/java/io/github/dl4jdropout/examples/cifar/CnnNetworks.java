package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.examples.data.Augmentation;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.run.DropoutMethod;
import io.github.dl4jdropout.examples.run.LearningRate;
import io.github.dl4jdropout.examples.run.Networks;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A convolutional network with rectified linear units (He initialisation), dropout after each block of convolutions and under the
 * softmax, negative log-likelihood.
 *
 * @param model its layers
 * @param shape of the images
 * @param classes outputs
 * @param mapRate P(drop) after each block of convolutions
 * @param rate P(drop) of the units under the softmax
 * @param learningRate of Adam in the first epoch, from where it falls to 0
 * @param epochs how many there will be
 * @param augmented whether training images are mirrored and shifted at random
 */
record CnnNetworks(
        CnnModel model,
        ImageShape shape,
        int classes,
        double mapRate,
        double rate,
        double learningRate,
        int epochs,
        boolean augmented)
        implements Networks {

    /** Pixels, as in the paper that {@link Augmentation} cites. */
    static final int SHIFT = 4;

    @Override
    public MultiLayerConfiguration configuration(String method, long seed) {
        ListBuilder network = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(LearningRate.fallingTo0(learningRate, epochs)))
                .list();
        model.build(new LayerStack(network, DropoutMethod.of(method), seed), mapRate, rate, classes);
        return network.setInputType(InputType.convolutional(shape.height(), shape.width(), shape.channels()))
                .build();
    }

    @Override
    public String reference() {
        return DropoutMethod.NONE.id();
    }

    @Override
    public Optional<Augmentation> augmentation(long seed) {
        return augmented ? Optional.of(new Augmentation(true, SHIFT, seed)) : Optional.empty();
    }

    @Override
    public String description() {
        return "Network \"" + model.id() + "\" for " + shape.height() + "×" + shape.width() + "×" + shape.channels()
                + ": " + model.description() + ", softmax of " + classes
                + ", rectified linear units, He initialisation, drop rate " + mapRate
                + " after each block of convolutions and " + rate
                + " under the softmax, Adam with a learning rate of " + learningRate + " that falls to 0"
                + (augmented ? ", training images mirrored and shifted by up to " + SHIFT + " pixels" : "");
    }
}
