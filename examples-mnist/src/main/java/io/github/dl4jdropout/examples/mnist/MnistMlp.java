// mvn -q compile exec:exec -pl examples-mnist -am -Dexample=MnistMlp
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.examples.data.IdxDataSet;
import java.io.IOException;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;

/** An MLP with dropout, trained on MNIST for three epochs and tested. An argument is the number of training images. */
public final class MnistMlp {

    public static void main(String[] args) throws IOException {
        IdxDataSet.MNIST.install(
                System.out::println); // downloads 11 MB once, to where MnistDataSetIterator looks for them
        int images = args.length == 0 ? 60_000 : Integer.parseInt(args[0]);
        DataSetIterator train = new MnistDataSetIterator(128, images, false, true, true, 1);
        DataSetIterator test = new MnistDataSetIterator(500, false, 1);

        MultiLayerNetwork network = network();
        for (int epoch = 1; epoch <= 3; epoch++) {
            network.fit(train);
            System.out.printf(
                    "epoch %d: test accuracy %.2f %%%n",
                    epoch, 100 * network.evaluate(test).accuracy());
        }
        System.out.println(network.evaluate(test).stats());
    }

    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(1e-3))
                .list()
                .layer(RateDropoutLayer.of(0.2)) // pixels
                .layer(new DenseLayer.Builder().nOut(512).build())
                .layer(RateDropoutLayer.of(0.5)) // first hidden layer
                .layer(new DenseLayer.Builder().nOut(512).build())
                .layer(RateDropoutLayer.of(0.5)) // second hidden layer
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(28 * 28))
                .build());
        network.init();
        return network;
    }
}
