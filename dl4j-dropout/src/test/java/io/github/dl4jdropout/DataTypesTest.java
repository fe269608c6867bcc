package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Networks of every floating point type, and input of every order in memory. */
class DataTypesTest {

    private static final INDArray X = Networks.input(6, 5);
    private static final INDArray Y = Networks.labels(6, 3);

    static List<Layer> seeded() {
        return List.of(
                new RateDropoutLayer.Builder(0.5).seed(9).build(),
                new DropoutLayer(RateDropout.builder(0.5).seed(9).build()));
    }

    static Stream<Arguments> typesAndLayers() {
        return Stream.of(DataType.DOUBLE, DataType.FLOAT, DataType.FLOAT16)
                .flatMap(type -> seeded().stream().map(layer -> Arguments.of(type, layer)));
    }

    /** FLOAT16 has 11 bits of mantissa: an error of one part in 2000 in each operation. */
    @ParameterizedTest
    @MethodSource("typesAndLayers")
    void networksTrainAndInferInTheirType(DataType type, Layer layer) {
        MultiLayerNetwork net = network(type, layer);
        MultiLayerNetwork reference = network(DataType.DOUBLE, layer);
        net.setParams(reference.params().castTo(type));
        assertThat(net.feedForward(X.castTo(type), true))
                .allSatisfy(a -> assertThat(a.dataType()).isEqualTo(type));
        SeededDropout.rewind(net);
        INDArray before = net.params().dup();
        net.fit(new DataSet(X.castTo(type), Y.castTo(type)));
        reference.fit(new DataSet(X, Y));
        assertThat(net.params()).isNotEqualTo(before);
        assertThat(close(net.params(), reference.params())).isTrue();
        assertThat(net.output(X.castTo(type)).dataType()).isEqualTo(type);
        assertThat(close(net.output(X.castTo(type)), reference.output(X))).isTrue();
    }

    private static boolean close(INDArray values, INDArray expected) {
        return values.castTo(DataType.DOUBLE).equalsWithEps(expected, 0.01);
    }

    @Test
    void deeplearning4jRefusesNetworksOfBfloat16SoThatTheLayerIsRunAlone() {
        Layer layer = seeded().get(0);
        assertThatIllegalStateException()
                .isThrownBy(() -> network(DataType.BFLOAT16, layer))
                .withMessageContaining("Got datatype: BFLOAT16");
        NeuralNetConfiguration conf = new NeuralNetConfiguration();
        conf.setLayer(layer);
        var runtime = layer.instantiate(conf, List.of(), 0, null, false, DataType.BFLOAT16);
        INDArray x = Nd4j.linspace(1, 30, 30, DataType.FLOAT).reshape(6, 5).castTo(DataType.BFLOAT16); // all exact
        INDArray expected = ((RateDropoutLayer) layer)
                .mask(new Step(0, 0, 0, 0), 6, 5)
                .castTo(DataType.BFLOAT16)
                .mul(x);
        assertThat(runtime.activate(x, true, LayerWorkspaceMgr.noWorkspaces())).isEqualTo(expected);
        assertThat(runtime.activate(x, false, LayerWorkspaceMgr.noWorkspaces())).isEqualTo(x);
    }

    /** The dropout is the first layer, so that it is the one that meets the array. */
    @ParameterizedTest
    @MethodSource("seeded")
    void theOrderOfTheInputInMemoryChangesNothing(Layer layer) {
        INDArray view = Nd4j.concat(1, X, X.neg()).get(NDArrayIndex.all(), NDArrayIndex.interval(0, 5));
        INDArray permuted = X.transpose().dup('c').transpose();
        INDArray expected = trainedOn(X, layer);
        for (INDArray input : new INDArray[] {X.dup('f'), view, permuted}) {
            INDArray before = input.dup();
            assertThat(input).isEqualTo(X);
            assertThat(trainedOn(input, layer).equalsWithEps(expected, 1e-12)).isTrue();
            assertThat(input).isEqualTo(before);
        }
    }

    private static INDArray trainedOn(INDArray x, Layer layer) {
        MultiLayerNetwork net = Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(layer.clone())
                .layer(new OutputLayer.Builder()
                        .nIn(5)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build());
        net.fit(new DataSet(x, Y));
        return net.params();
    }

    private static MultiLayerNetwork network(DataType type, Layer layer) {
        return Perceptrons.init(
                Perceptrons.configuration(Networks.smooth(WorkspaceMode.ENABLED).dataType(type), layer.clone()));
    }
}
