package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NDHWC;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.Networks;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Volumes: in Deeplearning4j 1.0.0-M2.1 an InputType that says channels last may be wrong, and one that says channels first is right. */
class VolumeFormatTest {

    private static final InputType CHANNELS_FIRST = InputType.convolutional3D(NCDHW, 4, 5, 6, 3);
    /** Also what {@code convolutional3D} without a format gives. */
    private static final InputType CHANNELS_LAST = InputType.convolutional3D(NDHWC, 4, 5, 6, 3);

    private static final INDArray ONES = Nd4j.ones(DataType.DOUBLE, 6, 3, 4, 5, 6);

    /** What reports channels last of an output [N, C, D, H, W]. */
    static Stream<Arguments> wronglyTyped() {
        return Stream.of(
                below(
                        "Convolution3D",
                        () -> new Convolution3D.Builder(1, 1, 1).nOut(7).build()),
                below(
                        "Convolution3D that says its format",
                        () -> new Convolution3D.Builder(1, 1, 1)
                                .nOut(7)
                                .dataFormat(NCDHW)
                                .build()),
                below("Upsampling3D", () -> new Upsampling3D.Builder(2).build()),
                below("ZeroPadding3DLayer", () -> new ZeroPadding3DLayer.Builder(1).build()),
                below("Cropping3D", () -> new Cropping3D.Builder(1, 1, 1).build()),
                below(
                        "GlobalPoolingLayer",
                        () -> new GlobalPoolingLayer.Builder()
                                .collapseDimensions(false)
                                .build()));
    }

    private static Arguments below(String name, Supplier<Layer> layer) {
        return arguments(name, layer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wronglyTyped")
    void channelsLastIsNotBelievedOfAnInputType(String name, Supplier<Layer> below) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(below.get(), channels().build()))
                .withMessageContaining("expected to know where the channels of a volume are")
                .withMessageContaining("channelsLast(false)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> graph(below.get(), channels().build()))
                .withMessageContaining("channelsLast(false)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wronglyTyped")
    void theUserIsBelieved(String name, Supplier<Layer> below) {
        var inNetwork =
                network(below.get(), channels().channelsLast(false).build()).feedForward(ONES, true);
        assertWholeChannels(inNetwork.get(1), inNetwork.get(2));
        var inGraph = graph(below.get(), channels().channelsLast(false).build()).feedForward(ONES, true);
        assertWholeChannels(inGraph.get("below"), inGraph.get("drop"));
    }

    @Test
    void theUserIsBelievedBehindAVertex() {
        assertThatIllegalArgumentException().isThrownBy(() -> merged(channels().build()));
        var activations = merged(channels().channelsLast(false).build()).feedForward(new INDArray[] {ONES, ONES}, true);
        assertWholeChannels(activations.get("both"), activations.get("drop"));
    }

    @Test
    void channelsFirstIsBelievedOfAnInputType() {
        MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(channels().build())
                .setInputType(CHANNELS_FIRST)
                .build();
        assertWholeChannels(ONES, Perceptrons.init(conf).feedForward(ONES, true).get(1));
    }

    @Test
    void channelsLastIsBelievedOfTheUser() {
        for (InputType type : new InputType[] {CHANNELS_FIRST, CHANNELS_LAST}) {
            MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                    .list()
                    .layer(channels().channelsLast(true).build())
                    .setInputType(type)
                    .build();
            INDArray ones = Nd4j.ones(DataType.DOUBLE, 6, 4, 5, 6, 3);
            assertWholeChannels(
                    ONES, Perceptrons.init(conf).feedForward(ones, true).get(1).permute(0, 4, 1, 2, 3));
        }
    }

    /** Version 0.1 believed every InputType, and its models drop as they were trained. */
    @Test
    void channelsLastOfASavedLayerStays() throws Exception {
        String json = "{\"@class\":\"io.github.dl4jdropout.RateDropoutLayer\",\"rate\":{\"fixed\":0.5},"
                + "\"scaling\":\"NONE\",\"noiseShape\":\"CHANNEL\",\"channelsLast\":true}";
        RateDropoutLayer saved = JsonMappers.getMapper().readValue(json, RateDropoutLayer.class);
        saved.setNIn(CHANNELS_LAST, true);
        assertThat(saved.isChannelsLast()).isTrue();
    }

    @Test
    void shapesThatDoNotDependOnTheFormatAreNotRefused() {
        for (NoiseShape shape :
                new NoiseShape[] {NoiseShape.ELEMENT, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(2, -1)}) {
            assertThatNoException()
                    .isThrownBy(() -> Networks.smooth(WorkspaceMode.ENABLED)
                            .list()
                            .layer(new RateDropoutLayer.Builder(0.5)
                                    .noiseShape(shape)
                                    .build())
                            .setInputType(CHANNELS_LAST)
                            .build());
        }
    }

    /** Each channel is either 0 or twice what it was. */
    private static void assertWholeChannels(INDArray before, INDArray after) {
        INDArray kept = after.neq(0.0).castTo(DataType.DOUBLE).max(true, 2, 3, 4);
        assertThat(after.equalsWithEps(before.mul(2).mul(kept), 1e-12)).isTrue();
        assertThat(kept.std(1).maxNumber().doubleValue()).isPositive();
    }

    private static MultiLayerNetwork network(Layer below, RateDropoutLayer dropout) {
        return Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(below)
                .layer(dropout)
                .setInputType(CHANNELS_FIRST)
                .build());
    }

    private static ComputationGraph graph(Layer below, RateDropoutLayer dropout) {
        ComputationGraph net = new ComputationGraph(Networks.smooth(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", below, "in")
                .addLayer("drop", dropout, "below")
                .setOutputs("drop")
                .setInputTypes(CHANNELS_FIRST)
                .build());
        net.init();
        return net;
    }

    private static ComputationGraph merged(RateDropoutLayer dropout) {
        ComputationGraph net = new ComputationGraph(Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in", "too")
                .addVertex("both", new MergeVertex(), "in", "too")
                .addLayer("drop", dropout, "both")
                .setOutputs("drop")
                .setInputTypes(CHANNELS_FIRST, CHANNELS_FIRST)
                .build());
        net.init();
        return net;
    }

    private static RateDropoutLayer.Builder channels() {
        return new RateDropoutLayer.Builder(0.5).noiseShape(NoiseShape.CHANNEL).seed(1);
    }
}
