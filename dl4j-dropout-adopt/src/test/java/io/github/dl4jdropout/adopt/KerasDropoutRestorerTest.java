package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.RateGaussianDropoutLayer;
import io.github.dl4jdropout.SeededDropout;
import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.adopt.AdoptionReport.Entry;
import io.github.dl4jdropout.adopt.AdoptionReport.Kind;
import io.github.dl4jdropout.adopt.KerasLosses.Trainable;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;

/** Every fixture of Keras is in one of the lists below. */
class KerasDropoutRestorerTest {

    /** Restored; the inference of {@code always_on} is random in Keras. */
    private static final Set<String> RESTORED = Set.of(
            "mlp",
            "mlp_compiled",
            "cnn2d",
            "cnn2d_noise_shape",
            "cnn2d_batchnorm",
            "conv1d",
            "conv3d_only",
            "embedding_lstm",
            "embedding_input_layer",
            "bidirectional",
            "bidirectional_dropout",
            "simple_rnn",
            "noises",
            "rate_zero",
            "rate_one",
            "first_and_last",
            "time_distributed",
            "time_distributed_dropout",
            "time_distributed_spatial",
            "dense_on_sequence",
            "residual",
            "residual_cnn",
            "two_in_two_out",
            "always_on");

    private static final Map<String, String> REFUSED = Map.of(
            "shared_dense", "\"twice_dense\": the import makes another network of it, without an error",
            "shared_dropout", "\"twice_dense\": the import makes another network of it, without an error",
            "shared_dropout_in_line", "\"twice_drop\": the import throws: a dropout accepts one input",
            "nested", "\"inner\": the import throws: a model inside a model is not supported",
            "nested_in_sequential", "\"inner\": the import throws: a model inside a model is not supported",
            "simple_rnn_recurrent", "\"rnn\": the import throws: dropout between the steps is not supported",
            "whole_numbers", "\"noise_1\": the import throws a ClassCastException: the number is a whole one",
            "conv3d", "fails at inference on its own");

    /** Deeplearning4j's own 1D convolution takes [N, T, C] for [N, C, T] in its backward pass; 3D ones have wrong gradients. */
    private static final Set<String> NOT_TRAINABLE = Set.of("conv1d", "conv3d_only");

    /** Its batch normalization fails the check with every dropout off as well. */
    private static final Set<String> NOT_CHECKED = Set.of("cnn2d_batchnorm", "rate_one");

    static Stream<String> restored() {
        return new TreeSet<>(RESTORED).stream();
    }

    static Stream<String> refused() {
        return new TreeSet<>(REFUSED.keySet()).stream();
    }

    static Stream<String> trainable() {
        return restored().filter(name -> !NOT_TRAINABLE.contains(name));
    }

    static Stream<String> checked() {
        return trainable().filter(name -> !NOT_CHECKED.contains(name));
    }

    private static Adopted<Model> adopted(String name) throws Exception {
        return KerasDropoutRestorer.importModel(KerasFixtures.file(name + ".h5"));
    }

    @Test
    void everyFixtureIsInOneOfTheLists() throws Exception {
        Set<String> listed = new TreeSet<>(RESTORED);
        listed.addAll(REFUSED.keySet());
        assertThat(listed).isEqualTo(new TreeSet<>(KerasFixtures.models().keySet()));
    }

    @ParameterizedTest
    @MethodSource("restored")
    void inferenceIsThatOfKerasAlsoSavedAndLoaded(String name) throws Exception {
        JsonNode model = KerasFixtures.models().get(name);
        Model network = adopted(name).network();
        INDArray[] inputs = KerasFixtures.arrays(model, "inputs");
        INDArray[] expected = KerasFixtures.arrays(model, "outputs");
        INDArray[] actual = outputs(network, inputs);
        for (int i = 0; i < expected.length && !name.equals("always_on"); i++) {
            assertThat(maxDifference(onKerasShape(actual[i], expected[i]), expected[i]))
                    .isLessThan(1e-6);
        }
        assertThat(outputs(TrainedNetworks.savedAndLoaded(network), inputs)).isEqualTo(actual);
    }

    /** Row t·N + n of [T·N, C] is step t of example n. */
    private static INDArray onKerasShape(INDArray actual, INDArray expected) {
        if (expected.rank() != 3 || actual.rank() != 2) {
            return actual;
        }
        return actual.reshape('c', expected.size(1), expected.size(0), expected.size(2))
                .permute(1, 0, 2);
    }

    private static double maxDifference(INDArray actual, INDArray expected) {
        return actual.sub(expected).amaxNumber().doubleValue()
                / Math.max(1.0, expected.amaxNumber().doubleValue());
    }

    static INDArray[] outputs(Model network, INDArray... inputs) {
        return network instanceof MultiLayerNetwork
                ? new INDArray[] {((MultiLayerNetwork) network).output(inputs[0])}
                : ((ComputationGraph) network).output(inputs);
    }

    /** As Keras measured it: the share of zeros within 5 standard deviations, the axes exactly. */
    @ParameterizedTest
    @MethodSource("restored")
    void eachLayerDropsTheFractionAndTheAxesOfKeras(String name) throws Exception {
        Adopted<Model> adopted = adopted(name);
        for (JsonNode layer : KerasFixtures.models().get(name).path("layers")) {
            String keras = layer.path("name").asText();
            boolean lost = adopted.report().entries(Kind.LOST).stream()
                    .anyMatch(entry -> entry.layer().equals("\"" + keras + "\"")
                            && !entry.what().contains("training=True"));
            if (layer.path("measured").has("dropped_fraction")
                    && !lost
                    && !layer.path("class").asText().equals("AlphaDropout")) {
                requireMask(dropoutOf(adopted.network(), keras), layer);
            }
        }
    }

    /** The layer of the name, or the one in front of it. */
    private static RateDropoutLayer dropoutOf(Model network, String name) {
        List<Layer> layers = walk(network).places().stream()
                .map(Place::layer)
                .filter(each -> each != null)
                .toList();
        return (RateDropoutLayer) layers.stream()
                .filter(layer -> layer instanceof RateDropoutLayer)
                .filter(layer -> layer.getLayerName().equals(name)
                        || layer.getLayerName().equals(name + "-dropout"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no dropout for " + name + " in " + layers));
    }

    private static Walk walk(Model network) {
        return network instanceof MultiLayerNetwork
                ? Walk.over(((MultiLayerNetwork) network).getLayerWiseConfigurations())
                : Walk.over(((ComputationGraph) network).getConfiguration());
    }

    private static void requireMask(RateDropoutLayer layer, JsonNode keras) {
        long[] shape = new long[keras.path("input_shape").size()];
        shape[0] = 400;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = keras.path("input_shape").get(i).asLong();
        }
        INDArray mask = RateDropoutLayer.builder(layer.getRate())
                .noiseShape(layer.getNoiseShape())
                .channelsLast(layer.isChannelsLast())
                .seed(1)
                .build()
                .mask(new Step(0, 0, 0, 0), shape);
        JsonNode measured = keras.path("measured");
        int[] axes = shared(mask);
        if (!measured.path("shared_axes").isNull()) {
            assertThat(axes).as(keras.path("name").asText()).isEqualTo(ints(measured.path("shared_axes")));
        }
        double rate = keras.path("rate").asDouble(keras.path("dropout").asDouble());
        long draws = mask.length();
        for (int axis : axes) {
            draws /= shape[axis];
        }
        double zeros = mask.eq(0).castTo(mask.dataType()).meanNumber().doubleValue();
        assertThat(zeros).isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / draws) + 1e-12));
        assertThat(mask.maxNumber().doubleValue())
                .isCloseTo(measured.path("kept_one_becomes").asDouble(), within(1e-5));
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    /** The axes longer than 1 along which nothing varies. */
    private static int[] shared(INDArray mask) {
        return IntStream.range(0, mask.rank())
                .filter(axis -> mask.size(axis) > 1)
                .filter(axis -> mask.max(axis).equals(mask.min(axis)))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("trainable")
    void itTrainsThreeEpochs(String name) throws Exception {
        Trainable trainable = KerasLosses.trainable(name, adopted(name).network(), false);
        INDArray before = trainable.network().params().dup();
        for (int epoch = 0; epoch < 3; epoch++) {
            trainable.fit();
        }
        assertThat(trainable.network().params()).isNotEqualTo(before);
        assertThat(trainable.network().params().sumNumber().doubleValue()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("checked")
    void itsGradientsAreRight(String name) throws Exception {
        Trainable trainable = KerasLosses.trainable(name, adopted(name).network(), true);
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            assertThat(gradientsAreRight(trainable)).isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    private static boolean gradientsAreRight(Trainable trainable) {
        if (trainable.network() instanceof MultiLayerNetwork) {
            return GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                    .net((MultiLayerNetwork) trainable.network())
                    .input(trainable.inputs()[0])
                    .labels(trainable.labels()[0])
                    .epsilon(1e-6)
                    .maxRelError(1e-3)
                    .minAbsoluteError(1e-7)
                    .subset(true)
                    .maxPerParam(6)
                    .callEachIter(KerasDropoutRestorerTest::sameMasks));
        }
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net((ComputationGraph) trainable.network())
                .inputs(trainable.inputs())
                .labels(trainable.labels())
                .epsilon(1e-6)
                .maxRelError(1e-3)
                .minAbsoluteError(1e-7)
                .subset(true)
                .maxPerParam(6)
                .callEachIter(KerasDropoutRestorerTest::sameMasks));
    }

    private static void sameMasks(Model network) {
        Nd4j.getRandom().setSeed(12345);
        SeededDropout.rewind(network);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatWouldBecomeAnotherNetworkIsRefusedWithTheReason(String name) {
        assertThatThrownBy(() -> adopted(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(REFUSED.get(name));
    }

    @ParameterizedTest
    @CsvSource({
        "bidirectional_dropout, both, Keras draws for each direction",
        "embedding_lstm, lstm, recurrent_dropout=0.1",
        "embedding_lstm, lstm, Keras draws for each gate",
        "always_on, drop_30_always, training=True"
    })
    void whatHasNoPlaceInDeeplearning4jIsNamed(String name, String layer, String what) throws Exception {
        assertThat(adopted(name).report().entries(Kind.LOST))
                .filteredOn(entry -> entry.layer().equals("\"" + layer + "\""))
                .extracting(Entry::what)
                .anySatisfy(text -> assertThat(text).contains(what));
    }

    @Test
    void noDropoutThatKeepsEverythingIsLeft() throws Exception {
        for (String name : RESTORED) {
            assertThat(walk(adopted(name).network()).places())
                    .filteredOn(place -> place.dropout() != null)
                    .extracting(place -> place.dropout().getClass().getSimpleName())
                    .as(name)
                    .isSubsetOf("AlphaDropout", "GaussianNoise");
        }
    }

    @Test
    void gaussianDropoutHasTheRateOfKeras() throws Exception {
        List<KeyedDropoutLayer> ours = walk(adopted("noises").network()).places().stream()
                .map(Place::layer)
                .filter(KeyedDropoutLayer.class::isInstance)
                .map(KeyedDropoutLayer.class::cast)
                .toList();
        assertThat(ours)
                .singleElement()
                .isInstanceOfSatisfying(
                        RateGaussianDropoutLayer.class,
                        layer -> assertThat(layer.getRate().at(0, 0)).isEqualTo(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "residual"})
    void theJsonOfTheModelIsEnough(String name) throws Exception {
        Model fromJson = KerasDropoutRestorer.restore(KerasFixtures.file(name + ".json"), imported(name))
                .network();
        assertThat(walk(fromJson).places().stream()
                        .map(place -> String.valueOf(place.layer()))
                        .toList())
                .isEqualTo(walk(adopted(name).network()).places().stream()
                        .map(place -> String.valueOf(place.layer()))
                        .toList());
    }

    private static Model imported(String name) throws Exception {
        String file = KerasFixtures.file(name + ".h5").getPath();
        return name.equals("mlp")
                ? KerasModelImport.importKerasSequentialModelAndWeights(file, false)
                : KerasModelImport.importKerasModelAndWeights(file, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp.k3.h5", "cnn2d.k3.h5", "residual.k3.h5", "mlp.keras", "residual.keras"})
    void aFileOfKeras3IsNamedAsSuch(String file) {
        assertThatThrownBy(() -> KerasDropoutRestorer.importModel(KerasFixtures.file(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it reads models of Keras 1 and 2 (written by Keras 3). Remedy: load it with");
    }

    @Test
    void anotherFileIsRefused(@TempDir Path folder) throws Exception {
        Path text = Files.writeString(folder.resolve("model.h5"), "no model");
        assertThatThrownBy(() -> KerasDropoutRestorer.importModel(text.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a model of Keras (.h5, .keras, .json), found neither");
        Path json = Files.writeString(folder.resolve("other.json"), "{\"confs\": [1]}");
        assertThatThrownBy(() -> KerasDropoutRestorer.importModel(json.toFile()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a model of Keras 2")
                .hasMessageContaining("received a configuration of Deeplearning4j");
    }

    @Test
    void aNetworkOfAnotherFileIsRefused() throws Exception {
        MultiLayerNetwork other = (MultiLayerNetwork) imported("mlp");
        assertThatThrownBy(() -> KerasDropoutRestorer.restore(KerasFixtures.file("cnn2d.h5"), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("received one without the layers [spatial_40, drop_25_maps");
    }

    /** The import puts one in front of a dense layer behind global pooling, where its gradient does not fit the dropout between. */
    @Test
    void aNeedlessPreprocessorGoes() throws Exception {
        MultiLayerNetwork network = (MultiLayerNetwork) adopted("conv1d").network();
        assertThat(network.getLayerWiseConfigurations().getInputPreProcessors().values())
                .noneMatch(RnnToFeedForwardPreProcessor.class::isInstance);
    }

    @Test
    void theTimeAxisThatTheImportTookIsGivenBack() throws Exception {
        Model network = adopted("dense_on_sequence").network();
        RateDropoutLayer layer = dropoutOf(network, "drop_30_same_at_all_steps");
        assertThat(layer.getNoiseShape()).isEqualTo(NoiseShape.sharedAxes(1));
        INDArray[] inputs = KerasFixtures.arrays(KerasFixtures.models().get("dense_on_sequence"), "inputs");
        INDArray dropped =
                ((MultiLayerNetwork) network).feedForward(inputs[0], true).get(3);
        assertThat(Arrays.stream(dropped.shape()).boxed().toList()).containsExactly(3L, 5L, 6L);
    }
}
