package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.DataSet;

class SpaceToBatchCrashTest extends DoublePrecision {

    private static final InputType IMAGE = InputType.convolutional(4, 4, 2);

    static List<IDropout> dropouts() {
        return List.of(
                new Dropout(0.5),
                new Dropout(1.0),
                new AlphaDropout(0.5),
                new SpatialDropout(0.5),
                new GaussianDropout(0.5));
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void trainingThrows(IDropout dropout) {
        assertThatNullPointerException()
                .isThrownBy(() -> network(IMAGE, layers(dropout)).fit(data()))
                .withMessageContaining("workspaceMgr");
        assertThat(found(IMAGE, layers(dropout))).containsExactly("1 SpaceToBatchCrash");
    }

    @Test
    void noiseWithoutAMaskAndALayerInFrontAreLeftAlone() {
        network(IMAGE, layers(new GaussianNoise(0.1))).fit(data());
        assertThat(found(IMAGE, layers(new GaussianNoise(0.1)))).isEmpty();
        assertThat(found(IMAGE, convolution(), RateDropoutLayer.of(0.5), spaceToBatch(null), pooling(), output()))
                .isEmpty();
    }

    private static Layer[] layers(IDropout dropout) {
        return new Layer[] {convolution(), spaceToBatch(dropout), pooling(), output()};
    }

    private static Layer convolution() {
        return new ConvolutionLayer.Builder(1, 1).nOut(2).build();
    }

    private static Layer spaceToBatch(IDropout dropout) {
        Layer layer = new SpaceToBatchLayer.Builder<>(new int[] {2, 2}).build();
        layer.setIDropout(dropout);
        return layer;
    }

    private static Layer pooling() {
        return new GlobalPoolingLayer();
    }

    private static DataSet data() {
        return new DataSet(Networks.input(2, 2, 4, 4), Networks.labels(8, 3));
    }
}
