package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

class ChannelsLastConvolutionTest extends DoublePrecision {

    private static final InputType IMAGE = InputType.convolutional(6, 5, 2, NHWC);

    /** {@code Dropout(1.0)} is what an import from Keras leaves on every layer. */
    static List<IDropout> dropouts() {
        return List.of(new Dropout(0.5), new Dropout(1.0), new AlphaDropout(0.5), new GaussianDropout(0.3));
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void trainingThrows(IDropout dropout) {
        DataSet data = new DataSet(Networks.input(2, 6, 5, 2), Networks.labels(2, 3));
        assertThatThrownBy(() -> network(IMAGE, layers(NHWC, dropout)).fit(data))
                .hasMessageContaining("multiply");
        assertThat(found(IMAGE, layers(NHWC, dropout))).containsExactly("1 ChannelsLastConvolution");
    }

    @Test
    void whereChannelsHeightAndWidthAreEqualTheGradientsAreWrong() {
        assertThat(gradientsAreRight(null)).isTrue();
        assertThat(gradientsAreRight(new Dropout(0.5))).isFalse();
    }

    private static boolean gradientsAreRight(IDropout dropout) {
        return Networks.gradientsAreRight(
                network(InputType.convolutional(3, 3, 3, NHWC), layers(NHWC, dropout)),
                Networks.input(2, 3, 3, 3),
                Networks.labels(2, 3),
                null);
    }

    @Test
    void otherFormatsLayersAndNoisesAreLeftAlone() {
        assertThat(found(InputType.convolutional(6, 5, 2), layers(NCHW, new Dropout(0.5))))
                .isEmpty();
        assertThat(found(IMAGE, layers(NHWC, new GaussianNoise(0.1)))).isEmpty();
        assertThat(found(
                        IMAGE,
                        new SeparableConvolution2D.Builder(2, 2)
                                .nOut(3)
                                .dataFormat(NHWC)
                                .dropOut(0.5)
                                .build(),
                        output()))
                .isEmpty();
    }

    private static Layer[] layers(CNN2DFormat format, IDropout dropout) {
        return new Layer[] {convolution(format, null), convolution(format, dropout), output()};
    }

    private static Layer convolution(CNN2DFormat format, IDropout dropout) {
        return new ConvolutionLayer.Builder(1, 1)
                .nOut(3)
                .dataFormat(format)
                .dropOut(dropout)
                .build();
    }
}
