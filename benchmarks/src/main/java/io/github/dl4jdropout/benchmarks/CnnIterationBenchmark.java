package io.github.dl4jdropout.benchmarks;

import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What does dropout add to a training iteration of a small CNN (3×3 convolutions of 32 and 64 maps, each with pooling, 128 dense units;
 * 32 colour images of 32×32; rates 0.25, 0.25, 0.5)? Convolutions run as Deeplearning4j runs them by itself.
 */
public class CnnIterationBenchmark extends IterationBenchmark {

    @Override
    long[] batch() {
        return new long[] {32, 3, 32, 32};
    }

    @Override
    MultiLayerConfiguration configuration(DoubleFunction<IDropout> dropout) {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .updater(new Adam(1e-3))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                .layer(new SubsamplingLayer.Builder().build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(64)
                        .dropOut(dropout.apply(0.25))
                        .build())
                .layer(new SubsamplingLayer.Builder().build())
                .layer(new DenseLayer.Builder()
                        .nOut(128)
                        .dropOut(dropout.apply(0.25))
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .dropOut(dropout.apply(0.5))
                        .build())
                .setInputType(InputType.convolutional(32, 32, 3))
                .build();
    }
}
