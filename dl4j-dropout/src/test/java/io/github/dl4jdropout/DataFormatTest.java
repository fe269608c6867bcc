package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.Networks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Where the channels are: said by the user, else by the {@code InputType} of the network. */
class DataFormatTest {

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments(InputType.convolutional(4, 4, 2, CNN2DFormat.NCHW), false),
                arguments(InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC), true),
                arguments(InputType.recurrent(2, 4, RNNFormat.NCW), false),
                arguments(InputType.recurrent(2, 4, RNNFormat.NWC), true),
                arguments(InputType.convolutional3D(NCDHW, 3, 4, 4, 2), false));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theInputTypeDecidesWhereTheUserSaysNothing(InputType type, boolean channelsLast) {
        assertThat(built(type, DataFormatTest::channels)).allMatch(layer -> layer.isChannelsLast() == channelsLast);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theUserOverrulesTheInputType(InputType type, boolean channelsLast) {
        for (boolean said : new boolean[] {true, false}) {
            assertThat(built(type, () -> channels(said))).allMatch(layer -> layer.isChannelsLast() == said);
        }
    }

    /** The layers of a network and of a graph, plain and wrapped. */
    private static List<RateDropoutLayer> built(InputType type, Supplier<RateDropoutLayer> layer) {
        RateDropoutLayer wrapped = layer.get();
        RateDropoutLayer inGraph = layer.get();
        MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(layer.get())
                .layer(new ActivationLayer(Activation.TANH))
                .layer(layer.get())
                .layer(new FrozenLayerWithBackprop(wrapped))
                .setInputType(type)
                .build();
        Networks.smooth(WorkspaceMode.ENABLED)
                .graphBuilder()
                .addInputs("in")
                .addLayer("drop", inGraph, "in")
                .setOutputs("drop")
                .setInputTypes(type)
                .build();
        return List.of(
                (RateDropoutLayer) conf.getConf(0).getLayer(),
                (RateDropoutLayer) conf.getConf(2).getLayer(),
                wrapped,
                inGraph);
    }

    /** In all ways of copying and saving, also where the configuration is built again. */
    @ParameterizedTest
    @MethodSource("formats")
    void copiesKeepTheFormatAndWhoSaidIt(InputType type, boolean channelsLast) throws Exception {
        for (RateDropoutLayer layer : new RateDropoutLayer[] {channels(), channels(true), channels(false)}) {
            boolean explicit = !layer.equals(channels());
            boolean expected = explicit ? layer.isChannelsLast() : channelsLast;
            MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                    .list()
                    .layer(layer)
                    .layer(new GlobalPoolingLayer())
                    .layer(new OutputLayer.Builder()
                            .nOut(2)
                            .activation(Activation.SOFTMAX)
                            .build())
                    .setInputType(type)
                    .build());
            MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            ModelSerializer.writeModel(net, saved, true);
            InputType other = otherFormat(type);
            for (MultiLayerConfiguration copy : new MultiLayerConfiguration[] {
                conf.clone(),
                MultiLayerConfiguration.fromJson(conf.toJson()),
                MultiLayerConfiguration.fromYaml(conf.toYaml()),
                SerializationUtils.clone(conf),
                net.clone().getLayerWiseConfigurations(),
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()))
                        .getLayerWiseConfigurations(),
                new TransferLearning.Builder(net).build().getLayerWiseConfigurations()
            }) {
                RateDropoutLayer copied = (RateDropoutLayer) copy.getConf(0).getLayer();
                assertThat(copied).isEqualTo(layer);
                assertThat(copied.isChannelsLast()).isEqualTo(expected);
                RateDropoutLayer elsewhere = copied.clone();
                elsewhere.setNIn(other, true);
                assertThat(elsewhere.isChannelsLast()).isEqualTo(explicit == expected);
            }
        }
    }

    private static InputType otherFormat(InputType type) {
        if (type instanceof InputType.InputTypeRecurrent) {
            RNNFormat format = ((InputType.InputTypeRecurrent) type).getFormat();
            return InputType.recurrent(2, 4, format == RNNFormat.NCW ? RNNFormat.NWC : RNNFormat.NCW);
        }
        if (type instanceof InputType.InputTypeConvolutional) {
            CNN2DFormat format = ((InputType.InputTypeConvolutional) type).getFormat();
            return InputType.convolutional(4, 4, 2, format == CNN2DFormat.NCHW ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
        }
        return InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAFormatTheBuilderDecides(boolean said) {
        MultiLayerConfiguration untold = Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(channels(said))
                .build();
        MultiLayerConfiguration features = Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(channels(said))
                .setInputType(InputType.feedForward(4))
                .build();
        for (MultiLayerConfiguration conf : new MultiLayerConfiguration[] {untold, features}) {
            assertThat(((RateDropoutLayer) conf.getConf(0).getLayer()).isChannelsLast())
                    .isEqualTo(said);
        }
        MultiLayerNetwork net = Perceptrons.init(untold);
        INDArray mask =
                net.feedForward(Nd4j.ones(DataType.DOUBLE, 5, 4, 4, 4), true).get(1);
        assertThat(mask.std(said ? new int[] {1, 2} : new int[] {2, 3})
                        .maxNumber()
                        .doubleValue())
                .isZero();
        assertThat(mask.std(said ? 3 : 1).maxNumber().doubleValue()).isPositive();
    }

    /** Images in rows, as MNIST comes: each of the features is a channel of its own, until a convolution makes images of them. */
    @Test
    void flatImagesAreFeatures() {
        RateDropoutLayer onRows = channels(false);
        RateDropoutLayer onImages = channels();
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(onRows)
                .layer(new ConvolutionLayer.Builder(2, 2).nOut(6).build())
                .layer(onImages)
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(4, 4, 2))
                .build());
        var activations = net.feedForward(Nd4j.ones(DataType.DOUBLE, 5, 32), true);
        assertThat(activations.get(1))
                .isEqualTo(onRows.mask(new Step(0, 0, 0, 0), 5, 32).castTo(DataType.DOUBLE));
        INDArray images = activations.get(3);
        assertThat(images.shape()).containsExactly(5, 6, 3, 3);
        assertThat(images.neq(0.0).castTo(DataType.DOUBLE).std(2, 3).maxNumber().doubleValue())
                .isZero();
        net.fit(new DataSet(Networks.input(5, 32), Networks.labels(5, 3)));
    }

    private static RateDropoutLayer channels() {
        return new RateDropoutLayer.Builder(0.5)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(9)
                .build();
    }

    private static RateDropoutLayer channels(boolean channelsLast) {
        return new RateDropoutLayer.Builder(0.5)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(9)
                .channelsLast(channelsLast)
                .build();
    }
}
