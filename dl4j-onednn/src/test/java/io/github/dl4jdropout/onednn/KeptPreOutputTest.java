package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The backward pass takes what the forward pass kept, and never what another one did. */
class KeptPreOutputTest {

    private static final double TOLERANCE = 5e-5;

    @BeforeEach
    void oneDnnIsThere() {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
    }

    private static TinyNetwork tiny(CNN2DFormat format) {
        return new TinyNetwork(DataType.FLOAT, format, 6, 3, 12, 10);
    }

    private static ConvolutionLayer.Builder convolution(CNN2DFormat format, Activation activation) {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(format).activation(activation);
    }

    private static MultiLayerNetwork plain(CNN2DFormat format, Activation activation, IDropout above) {
        return tiny(format)
                .network(
                        convolution(format, activation).build(),
                        convolution(format, activation).dropOut(above).build());
    }

    private static MultiLayerNetwork accelerated(CNN2DFormat format, Activation activation, IDropout above) {
        MultiLayerNetwork network = plain(format, activation, above);
        assertThat(OneDnn.accelerate(network)).hasToString("oneDNN: active in 2 layers");
        return network;
    }

    /** Parameters that change between the two passes show which of them the convolution was computed with. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "TANH"})
    void theConvolutionIsNotComputedAgain(Activation activation) {
        MultiLayerNetwork network = accelerated(CNN2DFormat.NCHW, activation, null);
        network.initGradientsView();
        var layer = network.getLayer(0);
        INDArray x = tiny(CNN2DFormat.NCHW).data().getFeatures();
        layer.setInput(x, LayerWorkspaceMgr.noWorkspacesImmutable());
        INDArray a = layer.activate(true, LayerWorkspaceMgr.noWorkspaces());
        INDArray slope = activation == Activation.RELU
                ? a.gt(0).castTo(DataType.FLOAT)
                : a.mul(a).rsub(1);
        layer.params().negi().addi(1);
        INDArray epsilon = Nd4j.onesLike(a);
        INDArray biasGradient = layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                .getFirst()
                .getGradientFor("b");
        assertThat(Outcome.distance(slope.sum(0, 2, 3).reshape(biasGradient.shape()), biasGradient))
                .isLessThan(TOLERANCE);

        INDArray again = layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                .getFirst()
                .getGradientFor("b");
        assertThat(Outcome.distance(slope.sum(0, 2, 3).reshape(again.shape()), again))
                .as("for a second backward pass nothing is kept")
                .isGreaterThan(0.01);
    }

    /** As in numerical checks of gradients. */
    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void forwardPassesOfOneInputWithOtherParametersAreNotTakenForEachOther(CNN2DFormat format) {
        DataSet data = tiny(format).data();
        ToDoubleFunction<MultiLayerNetwork> change = network -> {
            double before = network.score(data, true);
            network.params().muli(1.5);
            return network.score(data, true) - before;
        };
        double expected = change.applyAsDouble(plain(format, Activation.RELU, null));
        assertThat(Math.abs(expected)).isGreaterThan(0.01);
        assertThat(change.applyAsDouble(accelerated(format, Activation.RELU, null)))
                .isCloseTo(expected, within(1e-4));
    }

    /** Of the layer alone, after a forward pass of the network, in workspaces that are closed. */
    @Test
    void arraysInClosedWorkspacesAreNotTouched() {
        DataSet data = tiny(CNN2DFormat.NCHW).data();
        INDArray epsilon =
                Nd4j.linspace(DataType.FLOAT, -1, 0.001, 6 * 4 * 10 * 8).reshape(6, 4, 10, 8);
        List<INDArray> gradients = Stream.of(
                        plain(CNN2DFormat.NCHW, Activation.RELU, null),
                        accelerated(CNN2DFormat.NCHW, Activation.RELU, null))
                .map(network -> {
                    network.initGradientsView();
                    network.score(data, true);
                    var layer = network.getLayer(0);
                    layer.setInput(data.getFeatures(), LayerWorkspaceMgr.noWorkspacesImmutable());
                    return layer.backpropGradient(epsilon.dup(), LayerWorkspaceMgr.noWorkspaces())
                            .getFirst()
                            .gradient()
                            .dup();
                })
                .toList();
        assertThat(Outcome.distance(gradients.get(0), gradients.get(1))).isLessThan(TOLERANCE);
    }

    /** These change the activations in place. */
    @Test
    void layersAboveMayChangeTheActivations() {
        for (IDropout above : List.of(new Dropout(0.6), new GaussianNoise(0.5))) {
            var plain = Outcome.of(
                    plain(CNN2DFormat.NCHW, Activation.RELU, above),
                    tiny(CNN2DFormat.NCHW).data());
            Outcome.of(
                            accelerated(CNN2DFormat.NCHW, Activation.RELU, above),
                            tiny(CNN2DFormat.NCHW).data())
                    .forEach((what, array) -> assertThat(Outcome.distance(plain.get(what), array))
                            .as(what)
                            .isLessThan(TOLERANCE));
        }
    }
}
