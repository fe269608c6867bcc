// mvn -q compile exec:exec -pl examples-mnist -am -Dexample=SimpleModelWithDropout
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.RateDropoutLayer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout in a small network, in training and at inference. */
public final class SimpleModelWithDropout {

    private static final int DENSE = 1; // places in the list that feedForward returns; 0 is the input
    private static final int DROPOUT = 2;

    public static void main(String[] args) {
        Nd4j.getRandom().setSeed(1);
        MultiLayerNetwork network = network();
        INDArray x = Nd4j.randn(32, 64);

        for (boolean training : new boolean[] {true, false}) {
            List<INDArray> activations = network.feedForward(x, training);
            INDArray active = activations.get(DENSE).gt(0);
            INDArray dropped = activations.get(DROPOUT).eq(0);
            long actives = active.castTo(x.dataType()).sumNumber().longValue();
            long drops = Nd4j.math()
                    .and(active, dropped)
                    .castTo(x.dataType())
                    .sumNumber()
                    .longValue();
            System.out.printf(
                    "%-9s  output %s, dropped %d of %d active units (%.1f %%)%n",
                    training ? "training" : "inference",
                    Arrays.toString(activations.get(activations.size() - 1).shape()),
                    drops,
                    actives,
                    100.0 * drops / actives);
        }
        System.out.println(
                "two training passes are equal:   " + network.output(x, true).equals(network.output(x, true)));
        System.out.println(
                "two inference passes are equal:  " + network.output(x, false).equals(network.output(x, false)));
    }

    static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(128)
                        .activation(Activation.RELU)
                        .build())
                .layer(RateDropoutLayer.builder(0.5).seed(1).build())
                .layer(new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(64))
                .build());
        network.init();
        return network;
    }
}
