package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.Networks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Ways of copying a network: those that lose iteration and epoch, and {@link SeededDropout#copyCounters}, which mends them. */
class CopiedCountersTest {

    private static final DataSet DATA = new DataSet(
            Networks.input(6, 5).castTo(DataType.FLOAT), Networks.labels(6, 3).castTo(DataType.FLOAT));

    private interface Copy<T extends Model> {
        Model of(T network) throws Exception;
    }

    static Stream<Arguments> copiesOfNetworks() {
        return Stream.of(
                network("clone", true, MultiLayerNetwork::clone),
                network("ModelSerializer", true, net -> ModelSerializer.restoreMultiLayerNetwork(saved(net), true)),
                network("TransferLearning", false, net -> new TransferLearning.Builder(net).build()));
    }

    static Stream<Arguments> copiesOfGraphs() {
        return Stream.of(
                graph("clone", false, ComputationGraph::clone),
                graph("ModelSerializer", true, net -> ModelSerializer.restoreComputationGraph(saved(net), true)),
                graph("TransferLearning", false, net -> new TransferLearning.GraphBuilder(net).build()),
                graph("InMemoryModelSaver", false, net -> {
                    InMemoryModelSaver<ComputationGraph> saver = new InMemoryModelSaver<>();
                    saver.saveBestModel(net, 0);
                    return saver.getBestModel();
                }));
    }

    private static Arguments network(String name, boolean keepsCounters, Copy<MultiLayerNetwork> copy) {
        return arguments(name, keepsCounters, copy);
    }

    private static Arguments graph(String name, boolean keepsCounters, Copy<ComputationGraph> copy) {
        return arguments(name, keepsCounters, copy);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copiesOfNetworks")
    void copiesOfANetworkTrainOnAsTheOriginal(String name, boolean keepsCounters, Copy<MultiLayerNetwork> copy)
            throws Exception {
        for (Layer dropout : seeded()) {
            check(network(dropout), copy, keepsCounters);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copiesOfGraphs")
    void copiesOfAGraphTrainOnAsTheOriginal(String name, boolean keepsCounters, Copy<ComputationGraph> copy)
            throws Exception {
        for (Layer dropout : seeded()) {
            check(network(dropout).toComputationGraph(), copy, keepsCounters);
        }
    }

    /** In a graph a layer has another index, and so other masks. */
    @Test
    void theGraphOfANetworkTrainsOnAsTheNetwork() throws Exception {
        check(network(seeded().get(1)), MultiLayerNetwork::toComputationGraph, false);
    }

    /** Deeplearning4j cannot train what Java serialization reads. */
    @Test
    void javaSerializationOfAGraphLosesTheCounters() {
        ComputationGraph net = network(seeded().get(0)).toComputationGraph();
        fit(net);
        ComputationGraph copy = SerializationUtils.clone(net);
        assertThat(Counters.of(copy)).isEqualTo(new Counters(0, 0));
        SeededDropout.copyCounters(net, copy);
        assertThat(Counters.of(copy)).isEqualTo(new Counters(6, 2));
    }

    private static <T extends Model> void check(T network, Copy<T> copy, boolean keepsCounters) throws Exception {
        fit(network);
        Model lost = copy.of(network);
        Model mended = copy.of(network);
        SeededDropout.copyCounters(network, mended);
        INDArray expected = fit(network);
        assertThat(fit(lost).equals(expected)).isEqualTo(keepsCounters);
        assertThat(fit(mended)).isEqualTo(expected);
    }

    /** Layers of version 0.1 whose inference depends on the iteration. */
    @Test
    void copiedCountersActAtInferenceAtOnce() {
        ComputationGraph net = network(ScheduledScalingTest.saved(
                        new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.8, 3, 0.2)), Scaling.DOWNSCALE_IN_INFER))
                .toComputationGraph();
        fit(net);
        INDArray expected = net.outputSingle(DATA.getFeatures());
        ComputationGraph copy = net.clone();
        assertThat(copy.outputSingle(DATA.getFeatures())).isNotEqualTo(expected);
        SeededDropout.copyCounters(net, copy);
        assertThat(copy.outputSingle(DATA.getFeatures())).isEqualTo(expected);
        assertThat(copy.getLayers()).allMatch(layer -> layer.getIterationCount() == 6 && layer.getEpochCount() == 2);
    }

    @Test
    void somethingElseIsRefused() {
        MultiLayerNetwork net = network(seeded().get(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeededDropout.copyCounters(net, net.getLayer(0)))
                .withMessageContaining("expected a MultiLayerNetwork or a ComputationGraph");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeededDropout.copyCounters(null, net))
                .withMessageContaining("received null");
    }

    private static List<Layer> seeded() {
        return List.of(
                new RateDropoutLayer.Builder(0.4).seed(9).build(),
                new DropoutLayer(RateDropout.builder(0.4).seed(9).build()));
    }

    private static MultiLayerNetwork network(Layer dropout) {
        return Perceptrons.init(Perceptrons.configuration(
                Networks.smooth(WorkspaceMode.ENABLED).dataType(DataType.FLOAT).updater(new Sgd(0.5)), dropout));
    }

    /** Two epochs of three iterations. */
    private static INDArray fit(Model network) {
        ExistingDataSetIterator batches = new ExistingDataSetIterator(List.of(DATA, DATA, DATA));
        if (network instanceof MultiLayerNetwork) {
            ((MultiLayerNetwork) network).fit(batches, 2);
        } else {
            ((ComputationGraph) network).fit(batches, 2);
        }
        return network.params().dup();
    }

    private static ByteArrayInputStream saved(Model network) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, true);
        return new ByteArrayInputStream(out.toByteArray());
    }
}
