package io.github.dl4jdropout.benchmarks;

import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/** Networks whose training iterations are measured. Dropout is given by rate, and may be null. */
public enum Networks {
    /** The perceptron of the MNIST example, 784-1024-1024-10, rates 0.2, 0.5, 0.5. */
    MLP(128, 784) {
        @Override
        void layers(ListBuilder list, DoubleFunction<IDropout> dropout) {
            list.layer(dense(1024, dropout.apply(0.2)))
                    .layer(dense(1024, dropout.apply(0.5)))
                    .setInputType(InputType.feedForward(784));
        }
    },
    /** 3×3 convolutions of 32 and 64 maps, each with pooling, 128 dense units, rates 0.25, 0.25, 0.5; by ND4J's own convolution. */
    CNN(32, 3, 32, 32) {
        @Override
        void layers(ListBuilder list, DoubleFunction<IDropout> dropout) {
            list.layer(convolution(32, null))
                    .layer(new SubsamplingLayer.Builder().build())
                    .layer(convolution(64, dropout.apply(0.25)))
                    .layer(new SubsamplingLayer.Builder().build())
                    .layer(dense(128, dropout.apply(0.25)))
                    .setInputType(InputType.convolutional(32, 32, 3));
        }
    };

    private final long[] batch;

    Networks(long... batch) {
        this.batch = batch;
    }

    abstract void layers(ListBuilder list, DoubleFunction<IDropout> dropout);

    private static DenseLayer dense(int units, IDropout dropout) {
        return new DenseLayer.Builder().nOut(units).dropOut(dropout).build();
    }

    private static ConvolutionLayer convolution(int maps, IDropout dropout) {
        return new ConvolutionLayer.Builder(3, 3).nOut(maps).dropOut(dropout).build();
    }

    /** Returns the shape of a batch. */
    long[] batch() {
        return batch.clone();
    }

    MultiLayerConfiguration configuration(DoubleFunction<IDropout> dropout) {
        ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(1)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .updater(new Adam(1e-3))
                .list();
        layers(list, dropout);
        return list.layer(new OutputLayer.Builder()
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .dropOut(dropout.apply(0.5))
                        .build())
                .build();
    }
}
