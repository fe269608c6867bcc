package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One {@link RateDropout} in several layers, networks and threads: its forward and backward passes must find each other. */
class SharedInstanceTest extends DoublePrecision {

    private static final INDArray X = Networks.input(6, 5);
    private static final INDArray Y = Networks.labels(6, 3);

    /** Width 5 is that of the input: all dropped arrays then have one shape. */
    @ParameterizedTest
    @ValueSource(ints = {5, 7})
    void gradientsAreRightInSeveralLayersOfANetwork(int width) {
        for (RateDropout shared : new RateDropout[] {unseeded(), seeded()}) {
            MultiLayerNetwork net = perceptron(shared, width);
            assertThat(Networks.gradientsAreRight(net, X, Y, null, SharedInstanceTest::holdMasks))
                    .isTrue();
        }
    }

    @Test
    void gradientsAreRightInBranchesOfAGraph() {
        RateDropout shared = unseeded();
        ComputationGraph net = new ComputationGraph(Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", dense(5, null), "in")
                .addLayer("left", dense(5, shared), "below")
                .addLayer("right", dense(5, shared), "below")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("out", output(shared), "both")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(5))
                .build());
        net.init();
        assertThat(Networks.gradientsAreRight(net, X, Y)).isTrue();
    }

    @Test
    void layersThatShareASeededInstanceDrawDifferentMasks() {
        RateDropout shared = seeded();
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 6, 5);
        INDArray first = forward(shared, ones);
        assertThat(forward(shared, ones)).isNotEqualTo(first);
    }

    @Test
    void gradientsAreRightInNetworksOfOneConfigurationObjectInTwoThreads() throws Exception {
        MultiLayerConfiguration conf = configuration(unseeded(), 5);
        for (boolean right : Together.inThreads(2, thread -> {
            MultiLayerNetwork net = init(conf);
            return Networks.gradientsAreRight(net, X, Y, null);
        })) {
            assertThat(right).isTrue();
        }
    }

    @Test
    void twoThreadsTrainAsEachWouldAlone() throws Exception {
        RateDropout shared = seeded();
        INDArray alone = trained(perceptron(shared, 5));
        for (INDArray together : Together.inThreads(2, thread -> trained(perceptron(shared, 5)))) {
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void manyForwardPassesWithoutABackwardPassDoNotHideTheLast() {
        RateDropout dropout = unseeded();
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 6, 5);
        List<INDArray> masks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            masks.add(forward(dropout, ones));
        }
        for (int i = 299; i >= 300 - 256; i--) {
            assertThat(dropout.backprop(ones.dup(), ones.dup(), 0, 0)).isEqualTo(masks.get(i));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> dropout.backprop(ones.dup(), ones.dup(), 0, 0))
                .withMessageContaining("received a gradient without one");
    }

    @Test
    void clearForgetsThePassesOfItsOwnThreadOnly() throws Exception {
        RateDropout shared = unseeded();
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 6, 5);
        INDArray mask = forward(shared, ones);
        Thread other = new Thread(shared::clear);
        other.start();
        other.join();
        assertThat(shared.backprop(ones.dup(), ones.dup(), 0, 0)).isEqualTo(mask);
    }

    private static RateDropout unseeded() {
        return RateDropout.of(0.4);
    }

    private static RateDropout seeded() {
        return RateDropout.builder(0.4).seed(3).build();
    }

    private static void holdMasks(MultiLayerNetwork net) {
        Nd4j.getRandom().setSeed(12345);
        SeededDropout.rewind(net);
    }

    private static INDArray forward(RateDropout dropout, INDArray x) {
        return dropout.applyDropout(x, Nd4j.create(x.dataType(), x.shape()), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }

    /** The stack is not looked at in every iteration: the layer that is refused must not slip through in between. */
    @Test
    void aLayerThatIsRefusedIsRefusedAfterAnotherThatIsNot() {
        RateDropout shared = unseeded();
        MultiLayerNetwork right = oneDropout(output(shared));
        MultiLayerNetwork wrong = oneDropout(centerLoss(shared));
        wrong.setIterationCount(10);
        for (int i = 0; i < 5; i++) {
            right.fit(new DataSet(X, Y));
            assertThatIllegalStateException()
                    .isThrownBy(() -> wrong.fit(new DataSet(X, Y)))
                    .withMessageContaining("Dropout on CenterLossOutputLayer");
        }
    }

    @Test
    void evenALayerThatGoesOnWhereAnotherStoppedIsRefusedInTheEnd() {
        RateDropout shared = unseeded();
        MultiLayerNetwork right = oneDropout(output(shared));
        for (int i = 0; i < 5; i++) {
            right.fit(new DataSet(X, Y));
        }
        MultiLayerNetwork wrong = oneDropout(centerLoss(shared));
        wrong.setIterationCount(right.getIterationCount());
        assertThatIllegalStateException()
                .isThrownBy(() -> {
                    while (wrong.getIterationCount() <= 64) {
                        wrong.fit(new DataSet(X, Y));
                    }
                })
                .withMessageContaining("Dropout on CenterLossOutputLayer");
    }

    /** The multiplication drops in place, the layer above it into a new array; neither must be taken for the other. */
    @Test
    void layersOfDifferentKindsAreKeptApart() {
        RateDropout shared = unseeded();
        assertThat(trainedFromTheSameState(multiplication(shared, shared)))
                .isEqualTo(trainedFromTheSameState(multiplication(unseeded(), unseeded())));
    }

    private static INDArray trainedFromTheSameState(MultiLayerNetwork net) {
        Nd4j.getRandom().setSeed(11);
        return trained(net);
    }

    private static MultiLayerNetwork multiplication(RateDropout below, RateDropout above) {
        return init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(dense(5, null))
                .layer(new ElementWiseMultiplicationLayer.Builder()
                        .nIn(5)
                        .nOut(5)
                        .dropOut(below)
                        .build())
                .layer(dense(5, above))
                .layer(output(null))
                .setInputType(InputType.feedForward(5))
                .build());
    }

    private static MultiLayerNetwork oneDropout(Layer above) {
        return init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(dense(5, null))
                .layer(above)
                .setInputType(InputType.feedForward(5))
                .build());
    }

    private static Layer centerLoss(RateDropout dropout) {
        return new CenterLossOutputLayer.Builder()
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .dropOut(dropout)
                .build();
    }

    private static INDArray trained(MultiLayerNetwork net) {
        for (int i = 0; i < 20; i++) {
            net.fit(new DataSet(X, Y));
        }
        return net.params();
    }

    private static MultiLayerConfiguration configuration(RateDropout shared, int width) {
        return Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(dense(width, shared))
                .layer(dense(width, shared))
                .layer(dense(width, shared))
                .layer(output(shared))
                .setInputType(InputType.feedForward(5))
                .build();
    }

    private static MultiLayerNetwork perceptron(RateDropout shared, int width) {
        return init(configuration(shared, width));
    }

    private static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        return net;
    }

    private static DenseLayer dense(int width, RateDropout dropout) {
        return new DenseLayer.Builder().nOut(width).dropOut(dropout).build();
    }

    private static OutputLayer output(RateDropout dropout) {
        return new OutputLayer.Builder()
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .dropOut(dropout)
                .build();
    }
}
