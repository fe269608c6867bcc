package io.github.dl4jdropout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** What a dropout does inside networks, where most mistakes of dropouts lie. */
@ParameterizedClass(name = "{0}")
@MethodSource("candidates")
class NetworkContractTest extends DoublePrecision {

    @Parameter
    Candidate candidate;

    static Stream<Candidate> candidates() {
        return Candidates.layersOfTheLibrary().filter(candidate -> candidate.takesRank(4) && candidate.takesRank(2));
    }

    @Test
    void gradientsOfAMultiLayerPerceptron() {
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            MultiLayerNetwork net = perceptron(mode, candidate.layer(0.4));
            assertThat(Networks.gradientsAreRight(net, Networks.input(6, 5), Networks.labels(6, 3), null))
                    .isTrue();
        }
    }

    @Test
    void gradientsOfAConvolutionalNetwork() {
        for (CNN2DFormat format : CNN2DFormat.values()) {
            MultiLayerNetwork net = convolutional(format, candidate.layer(0.4));
            INDArray x = format == CNN2DFormat.NCHW ? Networks.input(3, 2, 5, 5) : Networks.input(3, 5, 5, 2);
            assertThat(Networks.gradientsAreRight(net, x, Networks.labels(3, 3), null))
                    .isTrue();
        }
    }

    @Test
    void gradientsOfARecurrentNetworkWithSequenceMasks() {
        MultiLayerNetwork net = recurrent(BackpropType.Standard, candidate.layer(0.4));
        INDArray mask = Nd4j.ones(DataType.DOUBLE, 3, 4);
        mask.putScalar(0, 3, 0.0);
        mask.putScalar(2, 2, 0.0).putScalar(2, 3, 0.0);
        assertThat(Networks.gradientsAreRight(net, Networks.input(3, 2, 4), Networks.labels(3, 3, 4), mask))
                .isTrue();
    }

    /** The activation of "h" goes to "a" and, last, through the dropout: a dropout in place would change what "a" saw. */
    @Test
    void gradientsWhereTheDropoutIsTheLastOfSeveralConsumers() {
        ComputationGraphConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("h", new DenseLayer.Builder().nOut(6).build(), "in")
                .addLayer("a", new DenseLayer.Builder().nOut(6).build(), "h")
                .addLayer("dropped", candidate.layer(0.4), "h")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "dropped")
                .addLayer("out", output(), "sum")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(5))
                .build();
        ComputationGraph net = new ComputationGraph(conf);
        net.init();
        assertThat(Networks.gradientsAreRight(net, Networks.input(6, 5), Networks.labels(6, 3)))
                .isTrue();
    }

    @Test
    void gradientsUnderAFrozenDropoutThatPassesThemOn() {
        MultiLayerNetwork net = perceptron(WorkspaceMode.ENABLED, new FrozenLayerWithBackprop(candidate.layer(0.4)));
        assertThat(Networks.gradientsAreRight(net, Networks.input(6, 5), Networks.labels(6, 3), null))
                .isTrue();
    }

    @Test
    void inferenceMultipliesWithTheInferenceFactorAndNothingElse() {
        MultiLayerNetwork net = perceptron(WorkspaceMode.ENABLED, candidate.layer(0.4));
        INDArray x = Networks.input(6, 5);
        List<INDArray> activations = net.feedForward(x, false);
        assertThat(activations.get(2)).isEqualTo(activations.get(1).mul(candidate.inferFactor(0.4)));
        assertThat(net.output(x)).isEqualTo(net.output(x));
    }

    @Test
    void theActivationsOfTheLayerBelowStayAsTheyWere() {
        MultiLayerNetwork net = perceptron(WorkspaceMode.ENABLED, candidate.layer(0.4));
        INDArray x = Networks.input(6, 5);
        INDArray below = net.feedForward(x, false).get(1);
        assertThat(net.feedForward(x, true).get(1)).isEqualTo(below);
    }

    @Test
    void wholeChannelsAreDroppedInBothDataFormats() {
        assumeTrue(candidate.selects(), "it drops nothing");
        for (CNN2DFormat format : CNN2DFormat.values()) {
            MultiLayerNetwork net = convolutional(format, candidate.channelLayer(0.5, format == CNN2DFormat.NHWC));
            INDArray x = format == CNN2DFormat.NCHW ? Networks.input(8, 2, 5, 5) : Networks.input(8, 5, 5, 2);
            INDArray dropped = net.feedForward(x, true).get(2);
            int[] pixels = format == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2};
            INDArray kept =
                    dropped.neq(0.0).castTo(DataType.DOUBLE).mean(pixels); // of each channel, the share not zero
            assertThat(kept.dup().data().asDouble()).containsOnly(0.0, 1.0);
        }
    }

    @Test
    void oneStepAtATimeGivesTheOutputOfTheWholeSequence() {
        MultiLayerNetwork net = recurrent(BackpropType.Standard, candidate.layer(0.4));
        INDArray x = Networks.input(3, 2, 4);
        INDArray whole = net.output(x);
        net.rnnClearPreviousState();
        INDArray first = net.rnnTimeStep(x.get(all(), all(), interval(0, 2)));
        INDArray second = net.rnnTimeStep(x.get(all(), all(), interval(2, 4)));
        assertThat(Nd4j.concat(2, first, second).equalsWithEps(whole, 1e-12)).isTrue();
    }

    @Test
    void truncatedBackPropagationThroughTimeTrainsWithDropout() {
        MultiLayerNetwork with = recurrent(BackpropType.TruncatedBPTT, candidate.layer(0.4));
        MultiLayerNetwork without = recurrent(BackpropType.TruncatedBPTT, candidate.layer(0.0));
        assertThat(with.params()).isEqualTo(without.params());
        DataSet data = new DataSet(Networks.input(3, 2, 4), Networks.labels(3, 3, 4));
        with.fit(data);
        without.fit(data);
        assertThat(with.getIterationCount()).isEqualTo(2);
        assertThat(with.params()).isNotEqualTo(without.params());
    }

    @Test
    void aSavedModelIsTheSameModel() throws Exception {
        MultiLayerNetwork net = perceptron(WorkspaceMode.ENABLED, candidate.scheduledLayer(0.4, 0.2, 3));
        File file = File.createTempFile("model", ".zip");
        try {
            net.save(file);
            MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file);
            assertThat(read.getLayerWiseConfigurations().toJson())
                    .isEqualTo(net.getLayerWiseConfigurations().toJson());
            assertThat(read.output(Networks.input(6, 5))).isEqualTo(net.output(Networks.input(6, 5)));
            assertThat(trained(() -> read)).isEqualTo(trained(() -> net));
        } finally {
            assertThat(file.delete()).isTrue();
        }
    }

    @Test
    void aResumedRunDrawsTheMasksThatItWouldHaveDrawn() throws Exception {
        DataSet data = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));
        MultiLayerNetwork whole = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        MultiLayerNetwork killed = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        for (int i = 0; i < 6; i++) {
            whole.fit(data);
        }
        for (int i = 0; i < 3; i++) {
            killed.fit(data);
        }
        File file = File.createTempFile("model", ".zip");
        try {
            killed.save(file);
            MultiLayerNetwork resumed = ModelSerializer.restoreMultiLayerNetwork(file);
            for (int i = 0; i < 3; i++) {
                resumed.fit(data);
            }
            assertThat(resumed.params()).isEqualTo(whole.params());
        } finally {
            assertThat(file.delete()).isTrue();
        }
    }

    @Test
    void anotherThreadTrainsTheSameNetwork() {
        MultiLayerNetwork here = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        MultiLayerNetwork there = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            INDArray elsewhere =
                    CompletableFuture.supplyAsync(() -> fitted(there), thread).join();
            assertThat(elsewhere).isEqualTo(fitted(here));
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void otherRandomNumbersDoNotChangeTheMasks() {
        MultiLayerNetwork alone = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        INDArray expected = fitted(alone);
        MultiLayerNetwork disturbed = perceptron(WorkspaceMode.ENABLED, candidate.repeatableLayer(0.4));
        Nd4j.rand(7);
        assertThat(fitted(disturbed)).isEqualTo(expected);
    }

    /** The network configuration's dropout must not reach a layer that has its own. */
    @Test
    void aRateOfItsOwnIsNotOverruledByTheNetworks() {
        MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                .dropOut(0.01)
                .list()
                .layer(candidate.layer(0.0))
                .layer(output())
                .setInputType(InputType.feedForward(5))
                .build();
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        INDArray x = Networks.input(6, 5);
        assertThat(net.feedForwardToLayer(0, x, true).get(1)).isEqualTo(x);
    }

    @Test
    void theSummaryAndTheMemoryReportAreWritten() {
        MultiLayerNetwork net = perceptron(WorkspaceMode.ENABLED, candidate.layer(0.4));
        assertThat(net.summary()).contains("ropout");
        assertThat(net.getLayerWiseConfigurations()
                        .getMemoryReport(InputType.feedForward(5))
                        .toString())
                .isNotEmpty();
    }

    private static INDArray fitted(MultiLayerNetwork net) {
        DataSet data = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));
        for (int i = 0; i < 4; i++) {
            net.fit(data);
        }
        return net.params();
    }

    private static INDArray trained(Supplier<MultiLayerNetwork> net) {
        Nd4j.getRandom().setSeed(77);
        return fitted(net.get());
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static MultiLayerNetwork perceptron(WorkspaceMode mode, Layer dropout) {
        return init(Networks.smooth(mode)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(dropout)
                .layer(output())
                .setInputType(InputType.feedForward(5))
                .build());
    }

    private static MultiLayerNetwork convolutional(CNN2DFormat format, Layer dropout) {
        return init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(3)
                        .dataFormat(format)
                        .build())
                .layer(dropout)
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .dataFormat(format)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(5, 5, 2, format))
                .build());
    }

    private static MultiLayerNetwork recurrent(BackpropType type, Layer dropout) {
        int segment = type == BackpropType.TruncatedBPTT ? 2 : 20; // 20 is the default, which brings no warning
        return init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(dropout)
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(2, RNNFormat.NCW))
                .backpropType(type)
                .tBPTTLength(segment)
                .build());
    }

    private static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        return net;
    }

    private static org.nd4j.linalg.indexing.INDArrayIndex all() {
        return org.nd4j.linalg.indexing.NDArrayIndex.all();
    }

    private static org.nd4j.linalg.indexing.INDArrayIndex interval(int from, int to) {
        return org.nd4j.linalg.indexing.NDArrayIndex.interval(from, to);
    }
}
