package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
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
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training, sampling outside of it, and forward passes inside backward passes are kept apart. */
class KindOfPassTest extends DoublePrecision {

    private static final INDArray X = Networks.input(6, 5);
    private static final INDArray Y = Networks.labels(6, 3);
    private static final INDArray SEQUENCES = Networks.input(6, 5, 4);
    private static final INDArray SEQUENCE_LABELS = Networks.labels(6, 3, 4);

    /** A way to run a network outside {@code fit()}. */
    private static final Map<String, BiConsumer<MultiLayerNetwork, DataSet>> DISTURBANCES = Map.of(
            "output", (net, data) -> net.output(data.getFeatures(), true),
            "feedForward", (net, data) -> net.feedForward(data.getFeatures(), true),
            "score", (net, data) -> net.score(data, true),
            "calculateGradients",
                    (net, data) -> net.calculateGradients(data.getFeatures(), data.getLabels(), null, null),
            "scoreExamples", (net, data) -> net.scoreExamples(data, true));

    record Case(String name, MultiLayerConfiguration conf, DataSet data) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> seededNetworks() {
        List<Case> cases = new ArrayList<>();
        DataSet data = new DataSet(X, Y);
        DataSet sequences = new DataSet(SEQUENCES, SEQUENCE_LABELS);
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            cases.add(new Case("RateDropout, workspaces " + mode, dense(mode, seeded()), data));
            cases.add(new Case("RateGaussianDropout, workspaces " + mode, dense(mode, gaussian()), data));
            cases.add(new Case("RateDropoutLayer, workspaces " + mode, withLayer(mode), data));
            for (CacheMode cache : List.of(CacheMode.NONE, CacheMode.DEVICE)) {
                cases.add(new Case(
                        "truncated LSTM, workspaces " + mode + ", cache " + cache,
                        lstm(mode, cache, BackpropType.TruncatedBPTT),
                        sequences));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("seededNetworks")
    void passesOutsideFitDoNotChangeTraining(Case c) {
        INDArray expected = trained(c, (net, data) -> {});
        DISTURBANCES.forEach((name, disturbance) -> {
            if (c.data.getFeatures().rank() == 2 || !name.equals("scoreExamples")) {
                assertThat(trained(c, disturbance)).as(name).isEqualTo(expected);
            }
        });
    }

    private static INDArray trained(Case c, BiConsumer<MultiLayerNetwork, DataSet> between) {
        MultiLayerNetwork net = new MultiLayerNetwork(c.conf.clone());
        net.init();
        for (int i = 0; i < 3; i++) {
            between.accept(net, c.data);
            net.fit(c.data);
            between.accept(net, c.data);
            between.accept(net, c.data);
            net.rnnClearPreviousState();
        }
        return net.params();
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspaceMode.class,
            names = {"ENABLED", "NONE"})
    void passesOutsideFitDoNotChangeTheTrainingOfAGraph(WorkspaceMode mode) {
        INDArray expected = trainedGraph(mode, net -> {});
        DataSet data = new DataSet(X, Y);
        assertThat(trainedGraph(mode, net -> net.output(true, X))).isEqualTo(expected);
        assertThat(trainedGraph(mode, net -> net.feedForward(X, true))).isEqualTo(expected);
        assertThat(trainedGraph(mode, net -> net.score(data, true))).isEqualTo(expected);
    }

    private static INDArray trainedGraph(WorkspaceMode mode, Consumer<ComputationGraph> between) {
        ComputationGraph net = new ComputationGraph(Networks.smooth(mode)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                        "a", new DenseLayer.Builder().nOut(6).dropOut(seeded()).build(), "in")
                .addLayer("b", new RateDropoutLayer.Builder(0.5).seed(8).build(), "a")
                .addLayer("out", output(RateDropout.builder(0.5).seed(5).build()), "b")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(5))
                .build());
        net.init();
        for (int i = 0; i < 3; i++) {
            between.accept(net);
            net.fit(new DataSet(X, Y));
        }
        return net.params();
    }

    @Test
    void samplesOutsideFitDiffer() {
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            MultiLayerNetwork net = new MultiLayerNetwork(dense(mode, seeded()));
            net.init();
            assertThat(net.output(X, true)).isNotEqualTo(net.output(X, true));
        }
    }

    /** A gradient with respect to the input, as saliency maps and adversarial training ask for it. */
    private interface GradientAtInput extends Function<INDArray, INDArray> {}

    @Test
    void theGradientOfAnInferencePassIsThatOfTheOutput() {
        for (WorkspaceMode mode : List.of(WorkspaceMode.NONE, WorkspaceMode.ENABLED)) {
            for (IDropout dropout : List.of(seeded(), RateDropout.of(0.5), RateGaussianDropout.of(0.5), gaussian())) {
                MultiLayerNetwork net = Perceptrons.init(Networks.smooth(mode)
                        .list()
                        .layer(new DenseLayer.Builder().nOut(8).build())
                        .layer(new DenseLayer.Builder().nOut(8).dropOut(dropout).build())
                        .layer(new RateDropoutLayer.Builder(0.5).seed(4).build())
                        .layer(new DenseLayer.Builder().nOut(1).build())
                        .setInputType(InputType.feedForward(5))
                        .build());
                requireRightGradient(net, X, x -> gradient(net, x, Nd4j.ones(DataType.DOUBLE, 6, 1)));
            }
        }
    }

    @Test
    void theGradientOfAnInferencePassIsThatOfTheOutputBelowConvolutionsAndLstm() {
        MultiLayerNetwork images = Perceptrons.init(Networks.smooth(WorkspaceMode.NONE)
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(3).build())
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .dropOut(seeded())
                        .build())
                .layer(new DenseLayer.Builder().nOut(1).dropOut(seeded()).build())
                .setInputType(InputType.convolutional(5, 5, 2))
                .build());
        requireRightGradient(
                images, Networks.input(2, 2, 5, 5), x -> gradient(images, x, Nd4j.ones(DataType.DOUBLE, 2, 1)));
        MultiLayerNetwork sequences = Perceptrons.init(Networks.smooth(WorkspaceMode.NONE)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(new LSTM.Builder().nOut(2).dropOut(seeded()).build())
                .setInputType(InputType.recurrent(5))
                .build());
        requireRightGradient(sequences, SEQUENCES, x -> gradient(sequences, x, Nd4j.ones(DataType.DOUBLE, 6, 2, 4)));
    }

    @Test
    void theGradientOfAnInferencePassIsThatOfTheOutputOfAGraph() {
        ComputationGraph net = new ComputationGraph(Networks.smooth(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nOut(6).build(), "in")
                .addLayer(
                        "b", new DenseLayer.Builder().nOut(6).dropOut(seeded()).build(), "a")
                .addLayer(
                        "c", new DenseLayer.Builder().nOut(1).dropOut(seeded()).build(), "b")
                .setOutputs("c")
                .setInputTypes(InputType.feedForward(5))
                .build());
        net.init();
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 6, 1);
        INDArray x = X.dup();
        net.feedForward(new INDArray[] {x}, false, false);
        net.backpropGradient(ones);
        INDArray weights = net.getGradientsViewArray() == null
                ? net.gradient().gradient().dup()
                : net.getGradientsViewArray().dup();
        requireFiniteDifferences(
                net.params(), () -> net.outputSingle(x).sumNumber().doubleValue(), weights);
    }

    @Test
    void trainingGoesOnAfterAGradientOfAnInferencePass() {
        MultiLayerConfiguration conf = dense(WorkspaceMode.NONE, seeded());
        INDArray expected = trained(new Case("alone", conf, new DataSet(X, Y)), (net, data) -> {});
        INDArray disturbed = trained(new Case("disturbed", conf, new DataSet(X, Y)), (net, data) -> {
            net.setInput(X);
            net.feedForward(false, false);
            net.initGradientsView();
            net.getLayer(1).backpropGradient(Nd4j.ones(DataType.DOUBLE, 6, 6), LayerWorkspaceMgr.noWorkspaces());
            net.clear();
        });
        assertThat(disturbed).isEqualTo(expected);
    }

    /** Deeplearning4j runs a frozen layer in inference mode, and repeats its forward pass in training mode in the backward pass. */
    @Test
    void aFrozenLayerThatPassesGradientsOnIsAtInference() {
        for (WorkspaceMode mode : List.of(WorkspaceMode.NONE, WorkspaceMode.ENABLED)) {
            Layer frozen = new FrozenLayerWithBackprop(
                    new DenseLayer.Builder().nIn(6).nOut(6).dropOut(seeded()).build());
            MultiLayerNetwork net = Perceptrons.init(Networks.smooth(mode)
                    .list()
                    .layer(new DenseLayer.Builder().nOut(6).build())
                    .layer(frozen)
                    .layer(output(null))
                    .setInputType(InputType.feedForward(5))
                    .build());
            net.setInput(X);
            net.setLabels(Y);
            net.computeGradientAndScore();
            INDArray below = net.gradient().getGradientFor("0_W").div(6); // Deeplearning4j sums it up over the examples

            requireFiniteDifferences(net.getParam("0_W"), () -> net.score(new DataSet(X, Y), true), below);
        }
    }

    /** An LSTM hands its input over as [N, C, T], also where its own format is [N, T, C]. */
    @Test
    void oneMaskForAllStepsInAnLstmOfEitherFormat() {
        for (Boolean channelsLast : new Boolean[] {null, false, true}) {
            for (RNNFormat format : RNNFormat.values()) {
                RateDropout.Builder time =
                        RateDropout.builder(0.5).noiseShape(NoiseShape.TIME).seed(1);
                if (channelsLast != null) {
                    time.channelsLast(channelsLast);
                }
                INDArray dropped = droppedInputOfAnLstm(format, time.build());
                INDArray kept = dropped.neq(0.0).castTo(DataType.DOUBLE).mean(2);
                assertThat(kept.dup().data().asDouble())
                        .contains(0.0)
                        .contains(1.0)
                        .containsOnly(0.0, 1.0);
            }
        }
    }

    /** [N, C, T], as the LSTM sees it. */
    private static INDArray droppedInputOfAnLstm(RNNFormat format, RateDropout dropout) {
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.NONE)
                .list()
                .layer(new org.deeplearning4j.nn.conf.layers.ActivationLayer(Activation.IDENTITY))
                .layer(new LSTM.Builder()
                        .nOut(3)
                        .dataFormat(format)
                        .dropOut(dropout)
                        .build())
                .layer(new RnnOutputLayer.Builder()
                        .nOut(2)
                        .dataFormat(format)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(7, format))
                .build());
        INDArray x =
                format == RNNFormat.NCW ? Nd4j.ones(DataType.DOUBLE, 8, 7, 5) : Nd4j.ones(DataType.DOUBLE, 8, 5, 7);
        net.setInput(x);
        net.feedForward(true, false);
        INDArray seen = net.getLayer(1).input();
        return format == RNNFormat.NCW ? seen : seen.permute(0, 2, 1);
    }

    private static void requireRightGradient(MultiLayerNetwork net, INDArray x, GradientAtInput gradient) {
        INDArray actual = gradient.apply(x);
        double step = 1e-6;
        for (long i = 0; i < x.length(); i += 3) {
            INDArray up = x.dup();
            up.putScalar(i, x.getDouble(i) + step);
            INDArray down = x.dup();
            down.putScalar(i, x.getDouble(i) - step);
            double difference = (net.output(up).sumNumber().doubleValue()
                            - net.output(down).sumNumber().doubleValue())
                    / (2 * step);
            assertThat(actual.getDouble(i)).isCloseTo(difference, within(1e-6));
        }
    }

    private static INDArray gradient(MultiLayerNetwork net, INDArray x, INDArray error) {
        net.setInput(x);
        net.feedForward(false, false);
        return net.backpropGradient(error, null).getSecond().dup();
    }

    private static void requireFiniteDifferences(INDArray params, DoubleSupplier value, INDArray gradient) {
        double step = 1e-6;
        for (long i = 0; i < params.length(); i += 7) {
            double before = params.getDouble(i);
            params.putScalar(i, before + step);
            double up = value.getAsDouble();
            params.putScalar(i, before - step);
            double down = value.getAsDouble();
            params.putScalar(i, before);
            assertThat(gradient.getDouble(i)).isCloseTo((up - down) / (2 * step), within(1e-6));
        }
    }

    private static RateGaussianDropout gaussian() {
        return RateGaussianDropout.builder(0.5).seed(2).build();
    }

    private static RateDropout seeded() {
        return RateDropout.builder(0.5).seed(3).build();
    }

    private static OutputLayer output(IDropout dropout) {
        OutputLayer.Builder builder = new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX);
        return (dropout == null ? builder : builder.dropOut(dropout)).build();
    }

    private static MultiLayerConfiguration dense(WorkspaceMode mode, IDropout dropout) {
        return Networks.smooth(mode)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).dropOut(dropout.clone()).build())
                .layer(new DenseLayer.Builder().nOut(6).dropOut(dropout.clone()).build())
                .layer(output(dropout.clone()))
                .setInputType(InputType.feedForward(5))
                .build();
    }

    private static MultiLayerConfiguration withLayer(WorkspaceMode mode) {
        return Networks.smooth(mode)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(new RateDropoutLayer.Builder(0.5).seed(3).build())
                .layer(output(null))
                .setInputType(InputType.feedForward(5))
                .build();
    }

    private static MultiLayerConfiguration lstm(WorkspaceMode mode, CacheMode cache, BackpropType type) {
        return Networks.smooth(mode)
                .cacheMode(cache)
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(new LSTM.Builder().nOut(4).dropOut(seeded()).build())
                .layer(new RnnOutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .dropOut(seeded())
                        .build())
                .setInputType(InputType.recurrent(5))
                .backpropType(type)
                .tBPTTLength(type == BackpropType.TruncatedBPTT ? 2 : 20)
                .build();
    }
}
