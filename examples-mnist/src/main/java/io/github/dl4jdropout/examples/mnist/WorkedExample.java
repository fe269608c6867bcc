// mvn -q compile exec:exec -pl examples-mnist -am -Dexample=WorkedExample
package io.github.dl4jdropout.examples.mnist;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout of [1, 2, 3, 4, 5] at rate 0.4 by each scaling: one draw in training, the mean of many, and inference. */
public final class WorkedExample {

    private static final int DRAWS = 100_000;

    public static void main(String[] args) {
        INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 4f, 5f).reshape(1, 5);
        System.out.printf(
                "%-18s  %-30s  %-30s  %s%n", "scaling", "training", "mean of 100,000 in training", "inference");
        for (Scaling scaling : Scaling.values()) {
            MultiLayerNetwork dropout = dropout(scaling);
            INDArray training = dropout.output(x, true);
            INDArray mean = dropout.output(Nd4j.tile(x, DRAWS, 1), true).mean(0);
            System.out.printf(
                    "%-18s  %-30s  %-30s  %s%n", scaling, text(training), text(mean), text(dropout.output(x, false)));
        }
    }

    /** A network of nothing but dropout. The seed is one whose first mask keeps 1, 2 and 4. */
    static MultiLayerNetwork dropout(Scaling scaling) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(RateDropoutLayer.builder(0.4).scaling(scaling).seed(23).build())
                .setInputType(InputType.feedForward(5))
                .build());
        network.init();
        return network;
    }

    private static String text(INDArray values) {
        return IntStream.range(0, 5)
                .mapToObj(i -> String.format(Locale.ROOT, "%.2f", values.getDouble(i)))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
