package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link RateDropoutLayer} object in two networks: the format of one never becomes that of the other. */
class OneObjectPerNetworkTest {

    private static final InputType LAST = InputType.convolutional(4, 4, 3, CNN2DFormat.NHWC);
    private static final InputType FIRST = InputType.convolutional(4, 4, 3, CNN2DFormat.NCHW);

    /** The ways in which a configuration takes over the type of its input. */
    static Stream<BiFunction<Layer, InputType, Object>> builds() {
        return Stream.of(
                (layer, type) -> Networks.smooth(WorkspaceMode.ENABLED)
                        .list()
                        .layer(layer)
                        .setInputType(type)
                        .build(),
                (layer, type) -> Networks.smooth(WorkspaceMode.ENABLED)
                        .list()
                        .layer(new FrozenLayerWithBackprop(layer))
                        .setInputType(type)
                        .build(),
                (layer, type) -> Networks.smooth(WorkspaceMode.ENABLED)
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("drop", layer, "in")
                        .setOutputs("drop")
                        .setInputTypes(type)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("builds")
    void anotherFormatIsRefused(BiFunction<Layer, InputType, Object> build) {
        for (boolean lastToo : new boolean[] {true, false}) {
            RateDropoutLayer shared = channels();
            build.apply(shared, lastToo ? LAST : FIRST);
            assertThatIllegalStateException()
                    .isThrownBy(() -> build.apply(shared, lastToo ? FIRST : LAST))
                    .withMessageContaining("expected one object per network")
                    .withMessageContaining("a network with channels " + (lastToo ? "on the last axis" : "on axis 1"))
                    .withMessageContaining("channelsLast(");
            assertThat(shared.isChannelsLast()).isEqualTo(lastToo);
            assertThatNoException().isThrownBy(() -> build.apply(shared, lastToo ? LAST : FIRST));
        }
    }

    @Test
    void sequencesAreNoOtherMatter() {
        RateDropoutLayer shared =
                new RateDropoutLayer.Builder(0.5).noiseShape(NoiseShape.TIME).build();
        network(shared, InputType.recurrent(3, RNNFormat.NWC));
        assertThatIllegalStateException()
                .isThrownBy(() -> network(shared, InputType.recurrent(3, RNNFormat.NCW)))
                .withMessageContaining("expected one object per network");
    }

    /** A network without an InputType takes channels to be on axis 1. */
    @Test
    void aNetworkWithoutATypeIsNotChangedEither() {
        RateDropoutLayer shared = channels();
        MultiLayerNetwork first = network(shared, null);
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 5, 3, 4, 4);
        INDArray mask = first.feedForward(ones, true).get(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> network(shared, LAST))
                .withMessageContaining("expected one object per network");
        SeededDropout.rewind(first);
        assertThat(first.feedForward(ones, true).get(1)).isEqualTo(mask);
    }

    @Test
    void aSummaryForAnotherTypeDoesNotChangeAGraph() {
        var net = network(channels(), FIRST).toComputationGraph();
        try {
            net.summary(LAST);
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessageContaining("expected one object per network");
        }
        assertThat(((RateDropoutLayer) net.getLayer(0).conf().getLayer()).isChannelsLast())
                .isFalse();
    }

    @Test
    void objectsThatCannotDisagreeMayBeShared() {
        for (RateDropoutLayer shared : List.of(
                new RateDropoutLayer.Builder(0.5).build(),
                new RateDropoutLayer.Builder(0.5).noiseShape(NoiseShape.EXAMPLE).build(),
                new RateDropoutLayer.Builder(0.5)
                        .noiseShape(NoiseShape.CHANNEL)
                        .channelsLast(true)
                        .build())) {
            network(shared, LAST);
            assertThatNoException().isThrownBy(() -> network(shared, FIRST));
        }
    }

    @Test
    void copiesAreObjectsOfTheirOwn() {
        RateDropoutLayer layer = channels();
        network(layer, LAST);
        RateDropoutLayer copy = layer.clone();
        assertThat(copy.isChannelsLast()).isTrue();
        network(copy, FIRST);
        assertThat(copy.isChannelsLast()).isFalse();
        assertThat(layer.isChannelsLast()).isTrue();
    }

    private static MultiLayerNetwork network(RateDropoutLayer layer, InputType type) {
        var list = Networks.smooth(WorkspaceMode.ENABLED).list().layer(layer);
        return Perceptrons.init((type == null ? list : list.setInputType(type)).build());
    }

    private static RateDropoutLayer channels() {
        return new RateDropoutLayer.Builder(0.5)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(3)
                .build();
    }
}
