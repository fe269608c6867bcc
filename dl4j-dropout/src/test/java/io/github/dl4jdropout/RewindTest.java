package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.Networks;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link SeededDropout#rewind} reaches every dropout of a network, however deep in wrappers it is. */
class RewindTest {

    private static final INDArray X = Networks.input(3, 4, 5);

    static Stream<Arguments> wrapped() {
        return Stream.of(
                wrapped("TimeDistributed with an IDropout", () -> new TimeDistributed(dense())),
                wrapped("TimeDistributed with a layer", () -> new TimeDistributed(ownLayer())),
                wrapped("DropoutLayer in TimeDistributed", () -> new TimeDistributed(new DropoutLayer(seeded()))));
    }

    /** The LSTM takes a dropout in a MultiLayerNetwork alone. */
    static Stream<Arguments> recurrent() {
        return Stream.of(
                wrapped("Bidirectional", () -> new Bidirectional(lstm())),
                wrapped("LastTimeStep", () -> new LastTimeStep(lstm())),
                wrapped("MaskZeroLayer", () -> new MaskZeroLayer(lstm(), 0.0)),
                wrapped("LastTimeStep of Bidirectional", () -> new LastTimeStep(new Bidirectional(lstm()))),
                wrapped("LastTimeStep of MaskZeroLayer", () -> new LastTimeStep(new MaskZeroLayer(lstm(), 0.0))),
                wrapped("Bidirectional of LastTimeStep", () -> new Bidirectional(new LastTimeStep(lstm()))),
                wrapped("Bidirectional of MaskZeroLayer", () -> new Bidirectional(new MaskZeroLayer(lstm(), 0.0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"wrapped", "recurrent"})
    void whatIsWrappedInANetworkIsReached(String name, Supplier<Layer> layer) {
        for (WorkspaceMode workspaces : new WorkspaceMode[] {WorkspaceMode.ENABLED, WorkspaceMode.NONE}) {
            MultiLayerNetwork net = Perceptrons.init(Networks.smooth(workspaces)
                    .list()
                    .layer(new ActivationLayer(Activation.IDENTITY))
                    .layer(layer.get())
                    .setInputType(InputType.recurrent(4))
                    .build());
            INDArray first = net.output(X, true);
            assertThat(net.output(X, true)).isNotEqualTo(first);
            SeededDropout.rewind(net);
            assertThat(net.output(X, true)).isEqualTo(first);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrapped")
    void whatIsWrappedInAGraphIsReached(String name, Supplier<Layer> layer) {
        ComputationGraph net = new ComputationGraph(Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new ActivationLayer(Activation.IDENTITY), "in")
                .addLayer("drop", layer.get(), "first")
                .setOutputs("drop")
                .setInputTypes(InputType.recurrent(4))
                .build());
        net.init();
        INDArray first = net.feedForward(X, true).get("drop");
        assertThat(net.feedForward(X, true).get("drop")).isNotEqualTo(first);
        SeededDropout.rewind(net);
        assertThat(net.feedForward(X, true).get("drop")).isEqualTo(first);
    }

    /** A new one each time: Deeplearning4j's wrappers share what they wrap with their clones. */
    private static Arguments wrapped(String name, Supplier<Layer> layer) {
        return arguments(name, layer);
    }

    private static RateDropout seeded() {
        return RateDropout.builder(0.5).seed(4).build();
    }

    private static RateDropoutLayer ownLayer() {
        return new RateDropoutLayer.Builder(0.5).seed(4).build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder().nIn(4).nOut(4).dropOut(seeded()).build();
    }

    private static LSTM lstm() {
        return new LSTM.Builder()
                .nIn(4)
                .nOut(3)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.TANH)
                .dropOut(seeded())
                .build();
    }
}
