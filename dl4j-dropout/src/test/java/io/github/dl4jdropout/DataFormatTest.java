package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NDHWC;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dl4jdropout.contract.Networks;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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

/** Where the channels are: said by the {@code InputType} of the network, else by the builder. */
class DataFormatTest {

    static Stream<Arguments> formats() {
        return Stream.of(
                arguments(InputType.convolutional(4, 4, 2, CNN2DFormat.NCHW), false),
                arguments(InputType.convolutional(4, 4, 2, CNN2DFormat.NHWC), true),
                arguments(InputType.recurrent(2, 4, RNNFormat.NCW), false),
                arguments(InputType.recurrent(2, 4, RNNFormat.NWC), true),
                arguments(InputType.convolutional3D(NCDHW, 3, 4, 4, 2), false),
                arguments(InputType.convolutional3D(NDHWC, 3, 4, 4, 2), true));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theInputTypeOverrulesTheBuilderOfANetwork(InputType type, boolean channelsLast) {
        for (boolean said : new boolean[] {true, false}) {
            MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                    .list()
                    .layer(channels(said))
                    .layer(new ActivationLayer(Activation.TANH))
                    .layer(channels(said))
                    .setInputType(type)
                    .build();
            for (int i : new int[] {0, 2}) {
                assertThat(((RateDropoutLayer) conf.getConf(i).getLayer()).isChannelsLast())
                        .isEqualTo(channelsLast);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theInputTypeOverrulesTheBuilderOfAGraph(InputType type, boolean channelsLast) {
        for (boolean said : new boolean[] {true, false}) {
            ComputationGraphConfiguration conf = Networks.smooth(WorkspaceMode.ENABLED)
                    .graphBuilder()
                    .addInputs("in")
                    .addLayer("drop", channels(said), "in")
                    .setOutputs("drop")
                    .setInputTypes(type)
                    .build();
            LayerVertex vertex = (LayerVertex) conf.getVertices().get("drop");
            assertThat(((RateDropoutLayer) vertex.getLayerConf().getLayer()).isChannelsLast())
                    .isEqualTo(channelsLast);
        }
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
        RateDropoutLayer onImages = new RateDropoutLayer.Builder(0.5)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(9)
                .channelsLast(true)
                .build();
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

    private static RateDropoutLayer channels(boolean channelsLast) {
        return new RateDropoutLayer.Builder(0.5)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(9)
                .channelsLast(channelsLast)
                .build();
    }
}
