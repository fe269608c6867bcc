package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Seeded networks train to the same parameters, bit for bit, in any thread, after a restart, and as copies of each other. */
class ReproducibleTrainingTest {

    private static final int NETWORKS = 8;
    private static final DataSet DATA = new DataSet(
            Networks.input(6, 5).castTo(DataType.FLOAT), Networks.labels(6, 3).castTo(DataType.FLOAT));

    static List<Layer> seeded() {
        return List.of(
                new RateDropoutLayer.Builder(0.4).seed(9).build(),
                new DropoutLayer(RateDropout.builder(0.4).seed(9).build()));
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void networksThatTrainAtOnceAreThoseThatTrainOneAfterAnother(Layer layer) throws Exception {
        MultiLayerConfiguration conf = configuration(layer);
        List<INDArray> alone = new ArrayList<>();
        for (int i = 0; i < NETWORKS; i++) {
            alone.add(params(fit(Perceptrons.init(conf.clone()), 5 + i)));
        }
        assertThat(alone).doesNotHaveDuplicates();
        assertThat(Together.inThreads(NETWORKS, i -> params(fit(Perceptrons.init(conf.clone()), 5 + i))))
                .isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void theSeedAndNotTheGeneratorMakesTheMasks(Layer layer) {
        MultiLayerConfiguration conf = configuration(layer);
        INDArray expected = params(fit(Perceptrons.init(conf.clone()), 5));
        MultiLayerNetwork other = Perceptrons.init(conf.clone());
        Nd4j.getRandom().setSeed(999);
        assertThat(params(fit(other, 5))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void aRestartedRunIsTheRunThatWasNeverStopped(Layer layer, @TempDir Path folder) throws Exception {
        MultiLayerNetwork whole = fit(Perceptrons.init(configuration(layer)), 10);
        MultiLayerNetwork killed = fit(Perceptrons.init(configuration(layer)), 5);
        File file = folder.resolve("killed.zip").toFile();
        ModelSerializer.writeModel(killed, file, true);
        MultiLayerNetwork resumed = Together.inThreads(
                        1, i -> fit(ModelSerializer.restoreMultiLayerNetwork(file, true), 5))
                .get(0);
        assertThat(resumed.params()).isEqualTo(whole.params());
        assertThat(resumed.getUpdater().getStateViewArray())
                .isEqualTo(whole.getUpdater().getStateViewArray());
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void aRestartedGraphIsTheGraphThatWasNeverStopped(Layer layer, @TempDir Path folder) throws Exception {
        ComputationGraph whole = fit(graph(layer), 10);
        ComputationGraph killed = fit(graph(layer), 5);
        File file = folder.resolve("killed.zip").toFile();
        ModelSerializer.writeModel(killed, file, true);
        ComputationGraph resumed = fit(ModelSerializer.restoreComputationGraph(file, true), 5);
        assertThat(resumed.params()).isEqualTo(whole.params());
        assertThat(resumed.getUpdater().getStateViewArray())
                .isEqualTo(whole.getUpdater().getStateViewArray());
    }

    /** As Deeplearning4j's ParallelWrapper makes its workers: JSON, then the parameters, each in its thread. */
    @ParameterizedTest
    @MethodSource("seeded")
    void replicasThroughJsonTrainAsTheOriginal(Layer layer) throws Exception {
        MultiLayerNetwork original = Perceptrons.init(configuration(layer));
        String json = original.getLayerWiseConfigurations().toJson();
        INDArray start = params(original);
        INDArray expected = params(fit(original, 5));
        for (INDArray replica : Together.inThreads(2, i -> {
            MultiLayerNetwork net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
            net.init(start.dup(), false);
            return params(fit(net, 5));
        })) {
            assertThat(replica).isEqualTo(expected);
        }
    }

    @Test
    void otherSeedsTrainToOtherParameters() {
        Layer other = new RateDropoutLayer.Builder(0.4).seed(10).build();
        assertThat(params(fit(Perceptrons.init(configuration(other)), 5)))
                .isNotEqualTo(params(fit(Perceptrons.init(configuration(seeded().get(0))), 5)));
    }

    private static MultiLayerConfiguration configuration(Layer layer) {
        return Perceptrons.configuration(
                Networks.smooth(WorkspaceMode.ENABLED).dataType(DataType.FLOAT).updater(new Adam(0.01)), layer.clone());
    }

    private static ComputationGraph graph(Layer layer) {
        return Perceptrons.init(configuration(layer)).toComputationGraph();
    }

    private static MultiLayerNetwork fit(MultiLayerNetwork net, int iterations) {
        for (int i = 0; i < iterations; i++) {
            net.fit(DATA);
        }
        return net;
    }

    private static ComputationGraph fit(ComputationGraph net, int iterations) {
        for (int i = 0; i < iterations; i++) {
            net.fit(DATA);
        }
        return net;
    }

    private static INDArray params(MultiLayerNetwork net) {
        return net.params().dup();
    }
}
