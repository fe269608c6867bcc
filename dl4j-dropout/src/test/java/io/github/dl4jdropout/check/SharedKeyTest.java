package io.github.dl4jdropout.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded dropouts that were not numbered by hand: what they share without {@link Dropouts#prepare}, and nothing with it. */
class SharedKeyTest extends DoublePrecision {

    /** Standard deviations; right masks leave it once in 3e12 comparisons, of which there are fewer than a hundred. */
    private static final double BOUND = 7.3;

    private static final INDArray X = Networks.input(6, 5);
    private static final INDArray Y = Networks.labels(6, 3);
    private static final INDArray SEQUENCES = Networks.input(6, 5, 7);
    private static final INDArray STEPS = Networks.labels(6, 3, 7);

    @Test
    void fiveEqualLayersShareTheirMasksAndNoneOncePrepared() {
        MultiLayerConfiguration conf = fiveEqualLayers();
        assertThat(masks(Walk.over(conf)))
                .hasSize(6)
                .containsOnly(masks(Walk.over(conf)).get(0));
        assertThat(Dropouts.check(conf).findings())
                .hasSize(6)
                .extracting(Finding::kind)
                .containsOnly(Kind.OPEN);
        assertIndependent(Walk.over(Dropouts.prepare(conf)));
        assertThat(Dropouts.check(conf).findings()).isEmpty();
    }

    /** In the network itself: of the units of ones, half survive five equal masks, and one in 32 five independent ones. */
    @Test
    void theMasksOfANetworkAtWorkAreIndependentOncePrepared() {
        long units = 256 * 64;
        double half = survivors(false) / (double) units;
        double sigma = Math.sqrt(units / 32.0 * (1 - 1 / 32.0));
        assertThat(half).isBetween(0.45, 0.55);
        assertThat(Math.abs(survivors(true) - units / 32.0) / sigma).isLessThan(BOUND);
    }

    @Test
    void bothDirectionsShareTheirMasksAndNoneOncePrepared() {
        MultiLayerConfiguration conf = bidirectional();
        List<INDArray> before = masks(Walk.over(conf));
        assertThat(before).hasSize(3);
        assertThat(before.get(0)).isEqualTo(before.get(1));
        assertThat(Dropouts.check(conf).findings())
                .extracting(Finding::evidence)
                .contains("seed 1 and layer number 0: layers 0 forward, 0 backward, 1");
        assertIndependent(Walk.over(Dropouts.prepare(conf)));
    }

    @Test
    void layersOfAGraphThatShareAnInstanceShareNothingOncePrepared() {
        ComputationGraphConfiguration conf = sharedInstance();
        assertThat(masks(Walk.over(conf)))
                .hasSize(3)
                .containsOnly(masks(Walk.over(conf)).get(0));
        Walk walk = Walk.over(Dropouts.prepare(conf));
        assertIndependent(walk);
        assertThat(walk.places().stream()
                        .map(Place::dropout)
                        .filter(d -> d != null)
                        .distinct())
                .hasSize(3);
    }

    /** What a network draws depends on nothing but its configuration: neither on how often it was saved, nor on instances. */
    @Test
    void resumedTrainingOfASharedInstanceIsThatOfTheRunThatWasNotCut() throws Exception {
        assertThat(cutDistance(new ComputationGraph(sharedInstance()))).isGreaterThan(0.01);
        assertThat(cutDistance(new ComputationGraph(Dropouts.prepare(sharedInstance()))))
                .isZero();
    }

    @Test
    void resumedTrainingOfPreparedLayersIsThatOfTheRunThatWasNotCut() throws Exception {
        assertThat(cutDistance(new MultiLayerNetwork(Dropouts.prepare(fiveEqualLayers()))))
                .isZero();
        assertThat(cutDistance(new MultiLayerNetwork(Dropouts.prepare(bidirectional()))))
                .isZero();
    }

    @Test
    void aNetworkThatWasBuiltBeforeTrainsAsOneOfAPreparedConfiguration() {
        for (boolean sequences : new boolean[] {false, true}) {
            MultiLayerNetwork late = init(sequences ? bidirectional() : fiveEqualLayers());
            MultiLayerNetwork early = init(Dropouts.prepare(sequences ? bidirectional() : fiveEqualLayers()));
            assertThat(train(Dropouts.prepare(late), 4).params())
                    .isEqualTo(train(early, 4).params());
        }
        ComputationGraph late = new ComputationGraph(sharedInstance());
        ComputationGraph early = new ComputationGraph(Dropouts.prepare(sharedInstance()));
        late.init();
        early.init();
        assertThat(train(Dropouts.prepare(late), 4).params())
                .isEqualTo(train(early, 4).params());
    }

    @Test
    void dropoutsThatWereNumberedApartAreLeftAlone() {
        MultiLayerConfiguration conf = list().layer(
                        dense(RateDropout.builder(0.5).seed(1).layer(7).build()))
                .layer(dense(RateDropout.builder(0.5).seed(1).layer(0).build()))
                .layer(dense(RateDropout.builder(0.5).seed(2).layer(7).build()))
                .layer(dense(RateDropout.of(0.5)))
                .layer(dense(RateDropout.of(0.5)))
                .build();
        String before = conf.toJson();
        assertThat(Dropouts.check(conf).findings()).isEmpty();
        assertThat(Dropouts.prepare(conf).toJson()).isEqualTo(before);
    }

    /** A dropout layer draws with its index, which a number given by hand, or by prepare, may meet. */
    @Test
    void aDropoutLayerKeepsItsIndexAndTheOtherGetsAnotherNumber() {
        MultiLayerConfiguration conf = list().layer(
                        dense(RateDropout.builder(0.5).seed(1).layer(2).build()))
                .layer(dense(RateDropout.builder(0.5).seed(1).build()))
                .layer(new RateDropoutLayer.Builder(0.5).seed(1).build())
                .layer(dense(RateDropout.builder(0.5).seed(1).build()))
                .build();
        assertThat(Dropouts.check(conf).findings()).hasSize(4);
        Walk walk = Walk.over(Dropouts.prepare(conf));
        assertThat(walk.places().stream().map(Place::number)).containsExactly(0, 1, 2, 3);
        assertIndependent(walk);
    }

    /** The index of a layer in a graph is that of its vertex, inputs included, at run time and here. */
    @Test
    void theIndexOfALayerIsThatAtRunTime() {
        ComputationGraph network = new ComputationGraph(sharedInstance());
        for (Place place : Walk.over(network.getConfiguration()).places()) {
            assertThat(place.index()).isPositive();
        }
        network.init();
        for (Walk walk : List.of(
                Walk.over(sharedInstance()),
                Walk.over(network.getConfiguration()),
                Walk.over(ComputationGraphConfiguration.fromJson(
                        network.getConfiguration().toJson())))) {
            for (Place place : walk.places()) {
                if (place.layer() != null) {
                    String name = place.layer().getLayerName();
                    assertThat(place.index()).isEqualTo(network.getLayer(name).getIndex());
                }
            }
        }
    }

    /** The layers that never call their dropout take no number away. */
    @Test
    void aDropoutThatIsIgnoredSharesNothing() {
        MultiLayerConfiguration conf = list().layer(
                        dense(RateDropout.builder(0.5).seed(1).build()))
                .layer(new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                        .dropOut(RateDropout.builder(0.5).seed(1).build())
                        .build())
                .build();
        assertThat(Dropouts.check(conf).findings()).extracting(Finding::kind).containsExactly(Kind.IGNORED);
        assertThat(Walk.over(Dropouts.prepare(conf)).places().get(0).number()).isZero();
    }

    @Test
    void oneLayerObjectInSeveralPlacesBecomesOneForEach() {
        DenseLayer shared = new DenseLayer.Builder()
                .nIn(5)
                .nOut(5)
                .dropOut(RateDropout.builder(0.5).seed(1).build())
                .build();
        MultiLayerConfiguration conf =
                list().layer(shared).layer(shared).layer(shared).build();
        assertIndependent(Walk.over(Dropouts.prepare(conf)));
        String once = conf.toJson();
        assertThat(Dropouts.prepare(conf).toJson()).isEqualTo(once);
    }

    @Test
    void oneLayerObjectInSeveralWrappersBecomesOneForEach() {
        LSTM shared = new LSTM.Builder()
                .nIn(5)
                .nOut(5)
                .dropOut(RateDropout.builder(0.5).seed(1).build())
                .build();
        MultiLayerConfiguration conf = list().layer(new MaskZeroLayer(shared, 0))
                .layer(new MaskZeroLayer(shared, 0))
                .build();
        assertIndependent(Walk.over(Dropouts.prepare(conf)));
        assertThat(Dropouts.check(conf).findings()).isEmpty();
    }

    private static void assertIndependent(Walk walk) {
        List<INDArray> masks = masks(walk);
        assertThat(masks.size()).isGreaterThan(1);
        for (int i = 0; i < masks.size(); i++) {
            for (int j = 0; j < i; j++) {
                INDArray both = masks.get(i)
                        .gt(0)
                        .castTo(DataType.DOUBLE)
                        .muli(masks.get(j).gt(0));
                double n = both.length();
                assertThat(Math.abs(both.sumNumber().doubleValue() - n / 4) / Math.sqrt(n * 3 / 16))
                        .isLessThan(BOUND);
            }
        }
    }

    /** What each seeded dropout of rate 0.5 makes of ones, in the first four iterations. */
    private static List<INDArray> masks(Walk walk) {
        List<INDArray> masks = new ArrayList<>();
        for (Place place : walk.places()) {
            if (place.drops()) {
                masks.add(Nd4j.concat(
                        0,
                        IntStream.range(0, 4)
                                .mapToObj(i -> mask(place, Step.at(i, 0)))
                                .toArray(INDArray[]::new)));
            }
        }
        return masks;
    }

    private static INDArray mask(Place place, Step step) {
        return place.keyed()
                .map((KeyedDropout dropout) -> dropout.mask(step, 128, 128))
                .orElseGet(() -> place.dropoutLayer().orElseThrow().mask(step.withLayer(place.index()), 128, 128));
    }

    private static long survivors(boolean prepared) {
        ListBuilder list = new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .dropOut(RateDropout.builder(0.5).seed(1).build())
                .list();
        for (int i = 0; i < 5; i++) {
            list.layer(new DenseLayer.Builder().nIn(64).nOut(64).build());
        }
        MultiLayerConfiguration conf = list.build();
        MultiLayerNetwork network = init(prepared ? Dropouts.prepare(conf) : conf);
        for (int i = 0; i < 5; i++) {
            network.setParam(i + "_W", Nd4j.eye(64));
        }
        return network.output(Nd4j.ones(256, 64), true)
                .gt(0)
                .castTo(DataType.INT64)
                .sumNumber()
                .longValue();
    }

    private static double cutDistance(Model network) throws Exception {
        network.init();
        train(network, 4);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, saved, true);
        ByteArrayInputStream in = new ByteArrayInputStream(saved.toByteArray());
        Model resumed = network instanceof MultiLayerNetwork
                ? ModelSerializer.restoreMultiLayerNetwork(in, true)
                : ModelSerializer.restoreComputationGraph(in, true);
        return train(network, 4).params().distance2(train(resumed, 4).params());
    }

    private static <M extends Model> M train(M network, int updates) {
        boolean sequences = network instanceof MultiLayerNetwork
                && ((MultiLayerNetwork) network).getLayer(0).conf().getLayer() instanceof Bidirectional;
        DataSet data = sequences ? new DataSet(SEQUENCES, STEPS) : new DataSet(X, Y);
        for (int i = 0; i < updates; i++) {
            if (network instanceof MultiLayerNetwork) {
                ((MultiLayerNetwork) network).fit(data);
            } else {
                ((ComputationGraph) network).fit(data);
            }
        }
        return network;
    }

    private static MultiLayerNetwork init(MultiLayerConfiguration conf) {
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    private static ListBuilder list() {
        return Networks.smooth(WorkspaceMode.ENABLED).list();
    }

    private static Layer dense(IDropout dropout) {
        return new DenseLayer.Builder().nIn(5).nOut(5).dropOut(dropout).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    private static NeuralNetConfiguration.Builder seeded() {
        return Networks.smooth(WorkspaceMode.ENABLED)
                .dropOut(RateDropout.builder(0.5).seed(1).build());
    }

    private static MultiLayerConfiguration fiveEqualLayers() {
        ListBuilder list = seeded().list();
        for (int i = 0; i < 5; i++) {
            list.layer(new DenseLayer.Builder().nOut(5).build());
        }
        return list.layer(output()).setInputType(InputType.feedForward(5)).build();
    }

    private static MultiLayerConfiguration bidirectional() {
        return seeded().list()
                .layer(new Bidirectional(new LSTM.Builder().nOut(5).build()))
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(5))
                .build();
    }

    private static ComputationGraphConfiguration sharedInstance() {
        RateDropout shared = RateDropout.builder(0.5).seed(1).build();
        return Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("below", new DenseLayer.Builder().nOut(5).build(), "in")
                .addLayer("left", dense(shared), "below")
                .addLayer("right", dense(shared), "below")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .dropOut(shared)
                                .build(),
                        "both")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(5))
                .build();
    }
}
