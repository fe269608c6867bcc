package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.ofOnes;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SpatialAxisTest {

    /** [N, H, W, C]: what is dropped is dropped along W and C. */
    @Test
    void rowsOfImagesAreDropped() {
        INDArray out = ofOnes(new SpatialDropout(0.5), 4, 6, 5, 3);
        INDArray perRow = out.max(2, 3);
        assertThat(out)
                .isEqualTo(perRow.reshape(4, 6, 1, 1).broadcast(Nd4j.createUninitialized(out.dataType(), out.shape())));
        assertThat(perRow.minNumber().doubleValue()).isZero();
        assertThat(images(CNN2DFormat.NHWC)).containsExactly("1 SpatialAxis");
    }

    @Test
    void timeStepsAreDropped() {
        assertThat(sequences(RNNFormat.NWC)).contains("1 SpatialAxis");
    }

    @Test
    void channelsFirstAndRecurrentLayersAreLeftAlone() {
        assertThat(images(CNN2DFormat.NCHW)).isEmpty();
        assertThat(sequences(RNNFormat.NCW)).isEmpty();
        assertThat(found(
                        InputType.recurrent(3, RNNFormat.NWC),
                        lstm(RNNFormat.NWC).build(),
                        lstm(RNNFormat.NWC).dropOut(new SpatialDropout(0.5)).build(),
                        steps(RNNFormat.NWC)))
                .isEmpty();
    }

    private static java.util.List<String> images(CNN2DFormat format) {
        return found(
                InputType.convolutional(6, 6, 2, format),
                new ConvolutionLayer.Builder(2, 2).nOut(2).dataFormat(format).build(),
                new DropoutLayer(new SpatialDropout(0.5)),
                new ConvolutionLayer.Builder(2, 2).nOut(2).dataFormat(format).build(),
                output());
    }

    private static java.util.List<String> sequences(RNNFormat format) {
        return found(
                InputType.recurrent(3, format),
                lstm(format).build(),
                new DropoutLayer(new SpatialDropout(0.5)),
                lstm(format).build(),
                steps(format));
    }

    private static LSTM.Builder lstm(RNNFormat format) {
        return new LSTM.Builder().nOut(3).dataFormat(format);
    }

    private static RnnOutputLayer steps(RNNFormat format) {
        return new RnnOutputLayer.Builder()
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .dataFormat(format)
                .build();
    }
}
