package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.contract.Networks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The rate of a network is exchanged alone, everywhere where it acts and where it is saved. */
class DropRatesTest {

    private static final DropRate NEW = DropRate.of(0.75);
    private static final DataSet DATA = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));

    @Test
    void aNetworkGoesOnAsIfItHadBeenBuiltWithTheRate() throws Exception {
        MultiLayerNetwork net = network(DropRate.of(0.5));
        MultiLayerNetwork twin = network(DropRate.of(0.5));
        net.fit(DATA);
        twin.fit(DATA);
        DropRates.set(net, NEW);
        MultiLayerNetwork expected = network(NEW);
        expected.setParams(twin.params());
        SeededDropout.copyCounters(twin, expected);
        assertThat(net.getLayerWiseConfigurations()).isEqualTo(expected.getLayerWiseConfigurations());
        MultiLayerNetwork loaded = ModelSerializer.restoreMultiLayerNetwork(saved(net), true);
        MultiLayerNetwork clone = net.clone();
        for (MultiLayerNetwork trained : new MultiLayerNetwork[] {expected, net, loaded, clone}) {
            trained.fit(DATA);
            assertThat(trained.params()).isEqualTo(expected.params());
        }
        assertThat(net.params()).isNotEqualTo(fitted(twin).params());
    }

    @Test
    void aGraphGoesOnAsIfItHadBeenBuiltWithTheRate() throws Exception {
        ComputationGraph net = network(DropRate.of(0.5)).toComputationGraph();
        net.fit(DATA);
        DropRates.set(net, NEW);
        ComputationGraph expected = network(NEW).toComputationGraph();
        expected.setParams(net.params());
        SeededDropout.copyCounters(net, expected);
        ComputationGraph loaded = ModelSerializer.restoreComputationGraph(saved(net), true);
        for (ComputationGraph trained : new ComputationGraph[] {expected, net, loaded}) {
            trained.fit(DATA);
            assertThat(trained.params()).isEqualTo(expected.params());
        }
    }

    @Test
    void theOtherLayersKeepTheirRates() {
        MultiLayerNetwork net = network(DropRate.of(0.5));
        DropRates.set(net, "drop", NEW);
        assertThat(((RateDropoutLayer) net.getLayer(1).conf().getLayer()).getRate())
                .isEqualTo(NEW);
        assertThat(rateOfIDropout(net, 2)).isEqualTo(DropRate.of(0.5));
        DropRates.set(net, "layer2", DropRate.of(0.1));
        assertThat(((RateDropoutLayer) net.getLayer(1).conf().getLayer()).getRate())
                .isEqualTo(NEW);
        assertThat(rateOfIDropout(net, 2)).isEqualTo(DropRate.of(0.1));
        ComputationGraph graph = network(DropRate.of(0.5)).toComputationGraph();
        DropRates.set(graph, "2", NEW);
        assertThat(graph.getConfiguration().toJson()).containsOnlyOnce("0.75");
    }

    @Test
    void theDataFormatStays() {
        for (boolean explicit : new boolean[] {true, false}) {
            RateDropoutLayer.Builder builder = new RateDropoutLayer.Builder(0.5)
                    .noiseShape(NoiseShape.CHANNEL)
                    .seed(9);
            MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                    .list()
                    .layer((explicit ? builder.channelsLast(true) : builder).build())
                    .layer(new ConvolutionLayer.Builder(2, 2)
                            .nOut(4)
                            .dataFormat(CNN2DFormat.NHWC)
                            .build())
                    .layer(new OutputLayer.Builder()
                            .nOut(3)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .setInputType(InputType.convolutional(4, 4, 5, CNN2DFormat.NHWC))
                    .build());
            DropRates.set(net, NEW);
            INDArray mask = net.feedForward(Nd4j.ones(DataType.DOUBLE, 6, 4, 4, 5), true)
                    .get(1);
            assertThat(mask.maxNumber().doubleValue()).isEqualTo(4.0);
            assertThat(mask.std(1, 2).maxNumber().doubleValue()).isZero();
            assertThat(mask.std(3).maxNumber().doubleValue()).isPositive();
        }
    }

    /** At rate 0 training passes are those of inference. */
    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "io.github.dl4jdropout.RewindTest#wrapped",
        "io.github.dl4jdropout.RewindTest#recurrent",
    })
    void whatIsWrappedIsReached(String name, Supplier<Layer> layer) throws Exception {
        INDArray x = Networks.input(3, 4, 5);
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new ActivationLayer(Activation.IDENTITY))
                .layer(layer.get())
                .layer(new ActivationLayer(Activation.IDENTITY))
                .setInputType(InputType.recurrent(4))
                .build());
        assertThat(net.output(x, true)).isNotEqualTo(net.output(x));
        DropRates.set(net, "layer1", DropRate.of(0));
        assertThat(net.output(x, true)).isEqualTo(net.output(x));
        if (!name.equals("Bidirectional of MaskZeroLayer")) { // which Deeplearning4j cannot write
            assertThat(net.getLayerWiseConfigurations().toJson()).doesNotContain("\"fixed\" : 0.5");
        }
    }

    /** Of the layers of a frozen network, the inference factor shows the rate. */
    @Test
    void whatIsFrozenIsReached() throws Exception {
        MultiLayerNetwork net =
                new TransferLearning.Builder(original()).setFeatureExtractor(1).build();
        ComputationGraph graph = new TransferLearning.GraphBuilder(original().toComputationGraph())
                .setFeatureExtractor("1")
                .build();
        MultiLayerNetwork withBackprop = Perceptrons.smooth(new FrozenLayerWithBackprop(downscaled()));
        DropRates.set(net, NEW);
        DropRates.set(graph, NEW);
        DropRates.set(withBackprop, NEW);
        INDArray x = DATA.getFeatures();
        for (MultiLayerNetwork frozen : new MultiLayerNetwork[] {
            net,
            ModelSerializer.restoreMultiLayerNetwork(saved(net)),
            net.clone(),
            withBackprop,
            ModelSerializer.restoreMultiLayerNetwork(saved(withBackprop))
        }) {
            var activations = frozen.feedForward(x, false);
            assertThat(activations.get(2)).isEqualTo(activations.get(1).mul(0.25));
        }
        for (ComputationGraph frozen :
                new ComputationGraph[] {graph, ModelSerializer.restoreComputationGraph(saved(graph)), graph.clone()}) {
            Map<String, INDArray> activations = frozen.feedForward(x, false);
            assertThat(activations.get("1")).isEqualTo(activations.get("0").mul(0.25));
        }
    }

    @Test
    void aRateThatABuilderWouldRefuseChangesNothing() {
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new RateDropoutLayer.Builder(0.5).build())
                .layer(new DenseLayer.Builder()
                        .nOut(6)
                        .dropOut(RateDropout.of(0.5))
                        .build())
                .layer(new RateDropoutLayer.Builder(0.5)
                        .scaling(Scaling.UPSCALE_IN_INFER)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build());
        String before = net.getLayerWiseConfigurations().toJson();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRates.set(net, DropRate.of(1)))
                .withMessageContaining("expected a rate below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        DropRates.set(net, DropRate.scheduled(new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.1)))))
                .withMessageContaining("Invalid scaling of a scheduled drop rate");
        assertThat(net.getLayerWiseConfigurations().toJson()).isEqualTo(before);
    }

    @Test
    void nothingToExchangeIsRefused() {
        MultiLayerNetwork without =
                Perceptrons.smooth(new DenseLayer.Builder().nOut(6).dropOut(0.5).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRates.set(without, NEW))
                .withMessageContaining("expected a RateDropoutLayer or a layer with a RateDropout")
                .withMessageContaining("received a network without one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRates.set(network(NEW), "dorp", NEW))
                .withMessageContaining("received no such layer named \"dorp\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRates.set(without.getLayer(0), NEW))
                .withMessageContaining("expected a MultiLayerNetwork or a ComputationGraph");
    }

    /** Its passes are counted together, so that its layers draw different masks. */
    @Test
    void aSharedDropoutStaysShared() {
        RateDropout shared = RateDropout.builder(0.5).seed(3).build();
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).dropOut(shared).build())
                .layer(new DenseLayer.Builder().nOut(6).dropOut(shared).build())
                .setInputType(InputType.feedForward(5))
                .build());
        DropRates.set(net, NEW);
        assertThat(net.getLayer(0).conf().getLayer().getIDropout())
                .isNotSameAs(shared)
                .isSameAs(net.getLayer(1).conf().getLayer().getIDropout());
        assertThat(shared.getRate()).isEqualTo(DropRate.of(0.5));
    }

    @Test
    void configurationsThatDifferInTheRateAlone() {
        RateDropoutLayer layer = new RateDropoutLayer.Builder(0.2)
                .name("drop")
                .scaling(Scaling.DOWNSCALE_IN_INFER)
                .noiseShape(NoiseShape.TIME)
                .channelsLast(true)
                .seed(-1)
                .build();
        assertThat(layer.withRate(NEW)).hasToString(layer.toString().replace("0.2", "0.75"));
        assertThat(layer.getRate()).isEqualTo(DropRate.of(0.2));
        RateDropout dropout = RateDropout.builder(0.2)
                .noiseShape(NoiseShape.CHANNEL)
                .channelsLast(false)
                .seed(7)
                .layer(3)
                .build();
        assertThat(dropout.withRate(NEW)).hasToString(dropout.toString().replace("0.2", "0.75"));
        assertThat(dropout.getRate()).isEqualTo(DropRate.of(0.2));
    }

    private static DropRate rateOfIDropout(MultiLayerNetwork net, int layer) {
        return ((RateDropout) net.getLayer(layer).conf().getLayer().getIDropout()).getRate();
    }

    private static MultiLayerNetwork network(DropRate rate) {
        return Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(new RateDropoutLayer.Builder(rate).name("drop").seed(9).build())
                .layer(new DenseLayer.Builder()
                        .nOut(7)
                        .dropOut(RateDropout.builder(rate).seed(8).build())
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build());
    }

    private static MultiLayerNetwork original() {
        return Perceptrons.smooth(downscaled());
    }

    private static RateDropoutLayer downscaled() {
        return new RateDropoutLayer.Builder(0.5)
                .scaling(Scaling.DOWNSCALE_IN_INFER)
                .build();
    }

    private static MultiLayerNetwork fitted(MultiLayerNetwork net) {
        net.fit(DATA);
        return net;
    }

    private static ByteArrayInputStream saved(Model network) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, out, true);
        return new ByteArrayInputStream(out.toByteArray());
    }
}
