package io.github.dl4jdropout.onednn;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * A few layers and a softmax on random images, all a function of their seeds.
 *
 * @param type of the arrays
 * @param format of the images
 * @param images N
 * @param channels C
 * @param height H
 * @param width W
 */
record TinyNetwork(DataType type, CNN2DFormat format, int images, int channels, int height, int width) {

    static final int CLASSES = 3;

    /** A new network with these layers under a softmax, biases and scales drawn at random too. */
    MultiLayerNetwork network(Layer... layers) {
        ListBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(new Sgd(0.1))
                .activation(Activation.TANH)
                .weightInit(WeightInit.XAVIER)
                .list();
        for (Layer layer : layers) {
            builder.layer(layer);
        }
        builder.layer(new OutputLayer.Builder()
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build());
        MultiLayerNetwork network =
                new MultiLayerNetwork(builder.setInputType(InputType.convolutional(height, width, channels, format))
                        .build());
        network.init();
        network.params().addi(uniform(11, network.params().shape()).muli(0.3));
        network.paramTable().forEach((name, array) -> {
            if (name.endsWith("_var")) {
                array.assign(array.mul(array).add(0.1)); // a variance is above 0
            }
        });
        return network;
    }

    /** A batch for it. */
    DataSet data() {
        INDArray x = uniform(3, images, channels, height, width);
        INDArray y = Nd4j.zeros(type, images, CLASSES);
        for (int i = 0; i < images; i++) {
            y.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(
                format == CNN2DFormat.NCHW ? x : x.permute(0, 2, 3, 1).dup('c'), y);
    }

    /** Between -1 and 1, the same numbers in every type. */
    private INDArray uniform(long seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.rand(DataType.DOUBLE, shape).muli(2).subi(1).castTo(type);
    }
}
