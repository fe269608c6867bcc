package io.github.dl4jdropout;

import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/** A dense layer, a layer to be tested, and an output layer: 5 features, 6 hidden units, 3 classes. */
final class Perceptrons {

    private Perceptrons() {}

    static MultiLayerNetwork smooth(Layer middle) {
        return init(configuration(Networks.smooth(WorkspaceMode.ENABLED), middle));
    }

    static MultiLayerConfiguration configuration(NeuralNetConfiguration.Builder builder, Layer middle) {
        return builder.list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(middle)
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build();
    }

    static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }
}
