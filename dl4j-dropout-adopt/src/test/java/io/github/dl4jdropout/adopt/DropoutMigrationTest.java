package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.DropRate;
import io.github.dl4jdropout.DropRates;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.adopt.AdoptionReport.Entry;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.TrainedNetworks.Trained;
import io.github.dl4jdropout.check.Dropouts;
import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Walk;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class DropoutMigrationTest {

    private static final String BUILT_IN = "org.deeplearning4j.nn.conf.dropout.";

    static List<Trained> all() throws Exception {
        return TrainedNetworks.all();
    }

    private static Trained network(String name) throws Exception {
        return all().stream()
                .filter(trained -> trained.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Adopted<? extends Model> migrated(Model network) {
        return network instanceof MultiLayerNetwork
                ? DropoutMigration.of((MultiLayerNetwork) network).migrate()
                : DropoutMigration.of((ComputationGraph) network).migrate();
    }

    private static String json(Model network) {
        return network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson()
                : ((ComputationGraph) network).getConfiguration().toJson();
    }

    private static INDArray updaterState(Model network) {
        return network instanceof MultiLayerNetwork
                ? ((MultiLayerNetwork) network).getUpdater().getStateViewArray()
                : ((ComputationGraph) network).getUpdater().getStateViewArray();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everythingButTheDropoutStaysToTheLastBit(Trained trained) {
        String before = json(trained.network());
        Adopted<? extends Model> adopted = migrated(trained.network());
        Model now = adopted.network();
        assertThat(TrainedNetworks.output(now, trained.features()))
                .isEqualTo(TrainedNetworks.output(trained.network(), trained.features()));
        assertThat(now.params())
                .isEqualTo(trained.network().params())
                .isNotSameAs(trained.network().params());
        assertThat(updaterState(now)).isEqualTo(updaterState(trained.network()));
        assertThat(updaterState(now).sumNumber().doubleValue()).isNotZero();
        assertThat(json(now)).doesNotContain(BUILT_IN).contains("\"iterationCount\" : 3");
        assertThat(json(trained.network())).as("the network that was given").isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theCheckFindsNothingAndASecondMigrationChangesNothing(Trained trained) {
        Adopted<? extends Model> once = migrated(trained.network());
        assertThat(once.report().changed()).isTrue();
        assertThat(Dropouts.check(once.network()).findings())
                .extracting(Finding::kind)
                .doesNotContain(Finding.Kind.REFUSED, Finding.Kind.WRONG, Finding.Kind.OPEN);
        Adopted<? extends Model> twice = migrated(once.network());
        assertThat(twice.report().entries()).isEmpty();
        assertThat(json(twice.network())).isEqualTo(json(once.network()));
    }

    /** The rate 0 on one side, no dropout on the other; by then migrated, saved and loaded. */
    @ParameterizedTest
    @MethodSource("all")
    void withRate0ItTrainsOnAsTheNetworkWithoutDropout(Trained trained) throws Exception {
        Model now = TrainedNetworks.savedAndLoaded(migrated(trained.network()).network());
        DropRates.set(now, DropRate.of(0));
        Model without = withoutDropout(trained.network());
        TrainedNetworks.fit(now, trained.batch(), 3);
        TrainedNetworks.fit(without, trained.batch(), 3);
        assertThat(now.score()).isEqualTo(without.score());
        assertThat(now.params())
                .isEqualTo(without.params())
                .isNotEqualTo(trained.network().params());
        assertThat(updaterState(now)).isEqualTo(updaterState(without));
    }

    /** Deeplearning4j's own, with the rate taken out of what was saved. */
    private static Model withoutDropout(Model network) throws Exception {
        Model copy = TrainedNetworks.savedAndLoaded(network);
        Walk walk = copy instanceof MultiLayerNetwork
                ? Walk.over(((MultiLayerNetwork) copy).getLayerWiseConfigurations())
                : Walk.over(((ComputationGraph) copy).getConfiguration());
        walk.places().stream()
                .filter(place -> place.dropout() != null)
                .forEach(place ->
                        place.layer().setIDropout(place.layer() instanceof DropoutLayer ? new Dropout(1.0) : null));
        return copy;
    }

    @ParameterizedTest
    @MethodSource("all")
    void itDropsInTraining(Trained trained) {
        Model now = migrated(trained.network()).network();
        INDArray before = now.params().dup();
        TrainedNetworks.fit(now, trained.batch(), 2);
        assertThat(now.params()).isNotEqualTo(before);
        assertThat(Double.isFinite(now.score())).isTrue();
    }

    @Test
    void eachDropoutBecomesThatOfTheSameRateAndTheReportSaysSo() throws Exception {
        assertThat(report(network("MLP")))
                .containsExactly(
                        "0: Dropout(0.5) is now RateDropout.of(0.5)",
                        "1 \"dropped\": Dropout(0.8) is now new RateDropoutLayer.Builder(0.2).name(\"dropped\").build()",
                        "2: GaussianDropout(0.25) is now RateGaussianDropout.of(0.25)",
                        "3: Dropout(0.5) taken off: ActivationLayer never calls it, and the network was trained without",
                        "4: Dropout(1.0) taken off: it drops nothing",
                        "5: Dropout(0.5) is now RateDropout.of(0.5)");
    }

    @Test
    void whereTheGradientWouldBeWrongALayerIsPutInFront() throws Exception {
        Trained cnn = network("CNN");
        MultiLayerNetwork now = (MultiLayerNetwork) migrated(cnn.network()).network();
        assertThat(now.getLayer(2).conf().getLayer())
                .isInstanceOfSatisfying(
                        RateDropoutLayer.class,
                        layer -> assertThat(layer.getNoiseShape() + " " + layer.getRate())
                                .isEqualTo("NoiseShape.CHANNEL DropRate.of(0.3)"));
        assertThat(now.getLayerWiseConfigurations().getInputPreProcess(4)).isNotNull();
        assertThat(now.getLayerWiseConfigurations().getInputPreProcess(3)).isNull();
        assertThat(DropoutMigration.of((MultiLayerNetwork) cnn.network())
                        .dryRun()
                        .indices())
                .isEqualTo(Map.of(0, 0, 1, 1, 2, 3, 3, 4, 4, 5));
        assertThat(report(network("LSTM")))
                .first()
                .asString()
                .startsWith("0: Dropout(0.8) is now new RateDropoutLayer.Builder(0.2).name(\"layer0-dropout\")")
                .contains("in front of it: on the layer itself, Convolution1DLayer drops in the forward pass");
    }

    private static List<String> report(Trained trained) {
        return migrated(trained.network()).report().entries().stream()
                .map(entry -> entry.layer() + ": " + entry.what())
                .toList();
    }

    @Test
    void aDryRunIsTheReportOfTheMigration() throws Exception {
        MultiLayerNetwork network = (MultiLayerNetwork) network("CNN").network();
        DropoutMigration<MultiLayerNetwork> migration = DropoutMigration.of(network);
        assertThat(migration.dryRun()).isEqualTo(migration.migrate().report());
    }

    @Test
    void listenersGoAlong() throws Exception {
        MultiLayerNetwork network = (MultiLayerNetwork) network("MLP").network();
        CollectScoresListener listener = new CollectScoresListener(1);
        network.setListeners(listener);
        assertThat(DropoutMigration.of(network).migrate().network().getListeners())
                .containsExactly(listener);
    }

    private static MultiLayerConfiguration dense(IDropout dropout) {
        return TrainedNetworks.builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(4).build())
                .layer(new DenseLayer.Builder()
                        .name("hidden")
                        .nIn(4)
                        .nOut(4)
                        .dropOut(dropout)
                        .build())
                .layer(new OutputLayer.Builder().nIn(4).nOut(2).build())
                .build();
    }

    private static IDropout ofHidden(MultiLayerConfiguration configuration) {
        return configuration.getConf(1).getLayer().getIDropout();
    }

    @Test
    void aNumberIsTakenForARateWhereThatIsAskedForAndNowhereElse() {
        DropoutMigration<MultiLayerConfiguration> migration = DropoutMigration.of(dense(new Dropout(0.2)));
        assertThat(ofHidden(migration.migrate().network())).isEqualTo(RateDropout.ofRetain(0.2));
        assertThat(ofHidden(migration.mendRates("hidden").migrate().network())).isEqualTo(RateDropout.of(0.2));
        assertThat(migration.mendRates("hidden").dryRun().toString())
                .startsWith("changed layer 1 \"hidden\": Dropout(0.2), meant as a rate, is now RateDropout.of(0.2)");
        assertThatThrownBy(() -> migration.mendRates("hiden").dryRun())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hiden")
                .hasMessageContaining("layer0, hidden, layer2");
    }

    @Test
    void schedulesOfRetainProbabilitiesBecomeSchedulesOfRatesWhereDeeplearning4jHasOne() {
        MapSchedule map = new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.75, 5, 0.5));
        RateDropout now = (RateDropout)
                ofHidden(DropoutMigration.of(dense(new Dropout(map))).migrate().network());
        assertThat(now.getRate().at(0, 0)).isEqualTo(0.25);
        assertThat(now.getRate().at(100, 5)).isEqualTo(0.5);

        Dropout falling = new Dropout(new ExponentialSchedule(ScheduleType.EPOCH, 0.9, 0.99));
        Adopted<MultiLayerConfiguration> left =
                DropoutMigration.of(dense(falling)).migrate();
        assertThat(ofHidden(left.network())).isEqualTo(falling);
        assertThat(left.report().entries())
                .singleElement()
                .extracting(Entry::kind, Entry::what)
                .first()
                .isEqualTo(Kind.LEFT);
    }

    /** Its schedule is lost by JSON, and the copy that is migrated must not lose it. */
    @Test
    void whatHasNoCounterpartIsLeftAsItIsAndNamed() {
        AlphaDropout alpha = new AlphaDropout(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.75)));
        Adopted<MultiLayerConfiguration> left =
                DropoutMigration.of(dense(alpha)).migrate();
        assertThat(ofHidden(left.network())).isEqualTo(alpha).isNotSameAs(alpha);
        assertThat(left.report().toString()).contains("left", "AlphaDropout is left: this library has no AlphaDropout");
        assertThat(DropoutMigration.of(dense(new Dropout(1.5))).dryRun().toString())
                .contains("left", "expected a probability in [0, 1], received 1.5");
    }

    @Test
    void spatialDropoutOnChannelsLastDropsChannelsFromNowOn() {
        MultiLayerConfiguration configuration = TrainedNetworks.builder()
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(3)
                        .dataFormat(CNN2DFormat.NHWC)
                        .build())
                .layer(new DropoutLayer.Builder(new SpatialDropout(0.5)).build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(6, 5, 2, CNN2DFormat.NHWC))
                .build();
        MultiLayerConfiguration now =
                DropoutMigration.of(configuration).migrate().network();
        assertThat(((RateDropoutLayer) now.getConf(1).getLayer()).isChannelsLast())
                .isTrue();
    }

    /** The dropout acts behind the preprocessor, and so does the layer in front. */
    @Test
    void aLayerInFrontTakesThePreprocessorOver() {
        MultiLayerNetwork network = new MultiLayerNetwork(TrainedNetworks.builder()
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(3).build())
                .layer(new CenterLossOutputLayer.Builder().nOut(2).dropOut(0.5).build())
                .setInputType(InputType.convolutional(5, 4, 2))
                .build());
        network.init();
        MultiLayerNetwork now = DropoutMigration.of(network).migrate().network();
        assertThat(now.getLayerWiseConfigurations().getInputPreProcess(1)).isNotNull();
        assertThat(now.getLayerWiseConfigurations().getInputPreProcess(2)).isNull();
        INDArray features = Nd4j.rand(3, 2, 5, 4);
        assertThat(now.output(features)).isEqualTo(network.output(features));
        assertThat(now.feedForward(features, true).get(2).shape()).containsExactly(3, 36);

        ComputationGraph graph = network.toComputationGraph();
        ComputationGraph graphNow = DropoutMigration.of(graph).migrate().network();
        assertThat(graphNow.outputSingle(features)).isEqualTo(graph.outputSingle(features));
        String above = graph.getConfiguration().getNetworkOutputs().get(0);
        assertThat(((LayerVertex) graphNow.getConfiguration().getVertices().get(above)).getPreProcessor())
                .isNull();
        assertThat(graphNow.feedForward(features, true).entrySet())
                .filteredOn(vertex -> vertex.getKey().endsWith("-dropout"))
                .singleElement()
                .satisfies(vertex -> assertThat(vertex.getValue().shape()).containsExactly(3, 36));
    }

    /** Whole channels of a sequence that comes step by step: no form is right, and each that was tried is taken back. */
    @Test
    void whatIsRefusedInEveryFormIsLeftToTheLastLetter() {
        MultiLayerConfiguration configuration = TrainedNetworks.builder()
                .list()
                .layer(new LSTM.Builder().nOut(3).build())
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .dropOut(new SpatialDropout(0.5))
                        .build())
                .layer(new RnnOutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(2, 4))
                .build();
        Adopted<MultiLayerConfiguration> left =
                DropoutMigration.of(configuration).migrate();
        assertThat(left.report().toString()).startsWith("left").contains("each time step has draws of its own");
        assertThat(left.network().toJson()).isEqualTo(configuration.toJson());

        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        ComputationGraph graph = network.toComputationGraph();
        Adopted<ComputationGraph> leftGraph = DropoutMigration.of(graph).migrate();
        assertThat(json(leftGraph.network())).isEqualTo(json(graph));
    }

    @Test
    void theMasksOfASeededLayerThatMovesAreNamed() {
        MultiLayerConfiguration configuration = TrainedNetworks.builder()
                .list()
                .layer(new Convolution1DLayer.Builder(2).nOut(3).dropOut(0.5).build())
                .layer(RateDropoutLayer.builder(0.5).seed(1).build())
                .layer(new RnnOutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.recurrent(2, 4))
                .build();
        assertThat(DropoutMigration.of(configuration).dryRun().entries(Kind.NOTE))
                .singleElement()
                .asString()
                .contains("layer 1", "those of index 2 now");
    }

    @Test
    @SuppressWarnings("overrides") // of Deeplearning4j's own
    void aNetworkThatCannotBeCopiedIsRefusedWithTheReason() {
        assertThatThrownBy(() ->
                        DropoutMigration.of(new MultiLayerNetwork(dense(null))).dryRun())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("init() was not called");
        MultiLayerNetwork own = new MultiLayerNetwork(dense(null)) {
            private static final long serialVersionUID = 1L;
        };
        own.init();
        assertThatThrownBy(() -> DropoutMigration.of(own).migrate())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whose own state would be lost");
    }
}
