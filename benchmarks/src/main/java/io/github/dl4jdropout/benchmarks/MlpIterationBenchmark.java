package io.github.dl4jdropout.benchmarks;

import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** What does dropout add to a training iteration of the MNIST perceptron (784-1024-1024-10, batch 128, rates 0.2, 0.5, 0.5)? */
public class MlpIterationBenchmark extends IterationBenchmark {

    @Override
    long[] batch() {
        return new long[] {128, 784};
    }

    @Override
    MultiLayerConfiguration configuration(DoubleFunction<IDropout> dropout) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(1024)
                        .dropOut(dropout.apply(0.2))
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(1024)
                        .dropOut(dropout.apply(0.5))
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .dropOut(dropout.apply(0.5))
                        .build())
                .setInputType(InputType.feedForward(784))
                .build();
    }
}
