package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.onednn.Acceleration;
import io.github.dl4jdropout.onednn.LayerChoice;
import io.github.dl4jdropout.onednn.OneDnn;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The same masks act on the same activations and gradients, whoever computes the convolution: on channels last the plain path hands over
 * the gradient on channels first, oneDNN as it is. The test is here because neither module knows of the other.
 */
class DropoutWithOneDnnTest {

    private static final int SIDE = 6;

    private static MultiLayerNetwork network(CNN2DFormat format, int maps, RateDropout dropout) {
        ConvolutionLayer.Builder convolution = new ConvolutionLayer.Builder(3, 3)
                .nOut(maps)
                .dataFormat(format)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.TANH);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.5))
                .list()
                .layer(convolution.build())
                .layer(convolution.dropOut(dropout).build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(SIDE, SIDE, 2, format))
                .build());
        network.init();
        return network;
    }

    @ParameterizedTest
    @CsvSource({"NCHW, 4, ", "NCHW, 6, false", "NHWC, 4, ", "NHWC, 4, true"})
    void bothTrainAlike(CNN2DFormat format, int maps, Boolean channelsLast) {
        RateDropout.Builder dropout = RateDropout.builder(0.4).seed(3);
        if (channelsLast != null) {
            dropout.channelsLast(channelsLast);
        }
        MultiLayerNetwork plain = network(format, maps, dropout.build());
        MultiLayerNetwork fast = network(format, maps, dropout.build());
        Acceleration acceleration = OneDnn.accelerate(fast);
        assumeTrue(acceleration.availability().usable(), acceleration.toString());
        assertThat(acceleration.layers()).hasSize(2).allMatch(LayerChoice::accelerated);
        INDArray x = format == CNN2DFormat.NCHW
                ? Nd4j.rand(DataType.FLOAT, 8, 2, SIDE, SIDE)
                : Nd4j.rand(DataType.FLOAT, 8, SIDE, SIDE, 2);
        DataSet data = new DataSet(x, Nd4j.eye(2).repeat(0, 4).castTo(DataType.FLOAT));
        INDArray before = plain.params().dup();
        for (int i = 0; i < 3; i++) {
            plain.fit(data);
            fast.fit(data);
        }
        assertThat(before.distance2(plain.params())).isGreaterThan(0.1);
        assertThat(fast.params().equalsWithEps(plain.params(), 1e-5)).isTrue();
    }
}
