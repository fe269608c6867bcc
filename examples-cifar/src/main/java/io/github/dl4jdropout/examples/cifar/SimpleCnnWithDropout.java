// mvn -q compile exec:exec -pl examples-cifar -am -Dexample=SimpleCnnWithDropout
package io.github.dl4jdropout.examples.cifar;

import io.github.dl4jdropout.RateDropoutLayer;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout on the features of a small CNN, in training and at inference. */
public final class SimpleCnnWithDropout {

    public static void main(String[] args) {
        Nd4j.getRandom().setSeed(1);
        MultiLayerNetwork network = network();
        INDArray images = Nd4j.rand(32, 3, 64, 64); // [N, C, H, W]
        System.out.println("training   output "
                + Arrays.toString(network.output(images, true).shape()));
        System.out.println("inference  output "
                + Arrays.toString(network.output(images, false).shape()));
        System.out.println("two training passes are equal:   "
                + network.output(images, true).equals(network.output(images, true)));
        System.out.println("two inference passes are equal:  "
                + network.output(images, false).equals(network.output(images, false)));
    }

    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(16).build()) // 3 -> 16 feature maps
                .layer(new SubsamplingLayer.Builder()
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build()) // max pooling, 64 -> 32
                .layer(new DenseLayer.Builder().nOut(128).build()) // 16 * 32 * 32 -> 128
                .layer(RateDropoutLayer.builder(0.5).seed(1).build())
                .layer(new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.convolutional(64, 64, 3))
                .build());
        network.init();
        return network;
    }
}
