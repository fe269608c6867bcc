package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** {@code mask(...)} of a seeded dropout is what a network applies at that iteration, epoch and pass. */
class SeededMasksTest {

    private static final NoiseShape[] SHAPES = {
        NoiseShape.ELEMENT, NoiseShape.CHANNEL, NoiseShape.TIME, NoiseShape.EXAMPLE, NoiseShape.sharedAxes(0, -1)
    };

    /** Ones, so that what leaves a dropout in the first layer is its mask. */
    private static final INDArray ONES = Nd4j.ones(DataType.FLOAT, 3, 4, 5);

    private static final long[] SHAPE = ONES.shape();

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void aLayerAppliesTheMaskThatItTells(Scaling scaling) {
        for (NoiseShape shape : SHAPES) {
            RateDropoutLayer layer = new RateDropoutLayer.Builder(0.4)
                    .scaling(scaling)
                    .noiseShape(shape)
                    .seed(9)
                    .build();
            MultiLayerNetwork net = network(layer);
            assertThat(activations(net)).isEqualTo(layer.mask(Step.at(0, 0), SHAPE));
            assertThat(activations(net)).isEqualTo(layer.mask(Step.at(0, 0).withPass(1), SHAPE));
        }
    }

    @Test
    void anIDropoutAppliesTheMaskThatItTells() {
        for (NoiseShape shape : SHAPES) {
            RateDropout dropout =
                    RateDropout.builder(0.4).noiseShape(shape).seed(9).layer(6).build();
            MultiLayerNetwork net = network(new DropoutLayer(dropout));
            assertThat(activations(net)).isEqualTo(dropout.mask(Step.at(0, 0), SHAPE));
            assertThat(activations(net)).isEqualTo(dropout.mask(Step.at(0, 0).withPass(1), SHAPE));
        }
    }

    @Test
    void trainingAppliesTheMaskOfItsIterationAndEpoch() {
        RateDropoutLayer layer = new RateDropoutLayer.Builder(0.4).seed(9).build();
        RateDropout dropout = RateDropout.builder(0.4).seed(9).build();
        assertThat(masksOfTraining(network(layer)))
                .isEqualTo(expected((i, epoch) -> layer.mask(Step.at(i, epoch), SHAPE)));
        assertThat(masksOfTraining(network(new DropoutLayer(dropout))))
                .isEqualTo(expected((i, epoch) -> dropout.mask(Step.at(i, epoch), SHAPE)));
    }

    @Test
    void aLayerOfAGraphAppliesTheMaskOfItsIndex() {
        RateDropoutLayer layer = new RateDropoutLayer.Builder(0.4)
                .noiseShape(NoiseShape.CHANNEL)
                .seed(9)
                .build();
        ComputationGraph net = new ComputationGraph(builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", layer, "in")
                .addLayer("second", layer.clone(), "first")
                .addLayer("out", output(), "second")
                .setOutputs("out")
                .setInputTypes(InputType.recurrent(4))
                .build());
        net.init();
        INDArray first =
                layer.mask(Step.at(0, 0).withLayer(net.getLayer("first").getIndex()), SHAPE);
        INDArray second =
                layer.mask(Step.at(0, 0).withLayer(net.getLayer("second").getIndex()), SHAPE);
        assertThat(second).isNotEqualTo(first);
        var activations = net.feedForward(ONES, true);
        assertThat(activations.get("first")).isEqualTo(first);
        assertThat(activations.get("second")).isEqualTo(first.mul(second));
    }

    @Test
    void layersOfOneSeedDrawDifferentMasks() {
        RateDropoutLayer layer =
                new RateDropoutLayer.Builder(0.4).scaling(Scaling.NONE).seed(9).build();
        List<INDArray> activations = network(layer, layer.clone()).feedForward(ONES, true);
        INDArray second = layer.mask(Step.at(0, 0).withLayer(1), SHAPE);
        assertThat(second).isNotEqualTo(activations.get(1));
        assertThat(activations.get(2)).isEqualTo(activations.get(1).mul(second));
    }

    @Test
    void rewindRepeatsThePassesOfAnIteration() {
        for (Layer layer : seeded()) {
            MultiLayerNetwork net = network(layer);
            INDArray first = activations(net);
            INDArray second = activations(net);
            SeededDropout.rewind(net);
            assertThat(activations(net)).isEqualTo(first).isNotEqualTo(second);
            assertThat(activations(net)).isEqualTo(second);
        }
    }

    @Test
    void rewindMakesGradientChecksOfSeededNetworksPossible() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            for (Layer layer : seeded()) {
                MultiLayerNetwork net = Perceptrons.smooth(layer);
                INDArray x = Networks.input(6, 5);
                INDArray y = Networks.labels(6, 3);
                assertThat(Networks.gradientsAreRight(net, x, y, null, SeededDropout::rewind))
                        .isTrue();
                assertThat(Networks.gradientsAreRight(net, x, y, null, n -> {})).isFalse();
            }
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @Test
    void rewindReachesTheLayersOfAGraph() {
        RateDropoutLayer layer = new RateDropoutLayer.Builder(0.4).seed(9).build();
        ComputationGraph net = network(layer).toComputationGraph();
        INDArray first = net.output(true, ONES)[0];
        assertThat(net.output(true, ONES)[0]).isNotEqualTo(first);
        SeededDropout.rewind(net);
        assertThat(net.output(true, ONES)[0]).isEqualTo(first);
    }

    private interface Mask {
        INDArray at(int iteration, int epoch);
    }

    /** Two epochs of three iterations each. */
    private static List<INDArray> expected(Mask mask) {
        List<INDArray> masks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            masks.add(mask.at(i, i / 3));
        }
        return masks;
    }

    private static List<INDArray> masksOfTraining(MultiLayerNetwork net) {
        List<INDArray> masks = new ArrayList<>();
        net.setListeners(new BaseTrainingListener() {
            @Override
            public void onForwardPass(Model model, List<INDArray> activations) {
                masks.add(activations.get(1).detach());
            }
        });
        DataSet data = new DataSet(ONES, Networks.labels(3, 3, 5).castTo(DataType.FLOAT));
        DataSetIterator batches = new ExistingDataSetIterator(List.of(data, data, data));
        net.fit(batches, 2);
        return masks;
    }

    private static Layer[] seeded() {
        return new Layer[] {
            new RateDropoutLayer.Builder(0.4).seed(9).build(),
            new DropoutLayer(RateDropout.builder(0.4).seed(9).build())
        };
    }

    private static INDArray activations(MultiLayerNetwork net) {
        return net.feedForward(ONES, true).get(1);
    }

    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = builder().list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerConfiguration conf =
                list.layer(output()).setInputType(InputType.recurrent(4)).build();
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        return net;
    }

    private static NeuralNetConfiguration.Builder builder() {
        return Networks.smooth(WorkspaceMode.ENABLED).dataType(DataType.FLOAT);
    }

    private static RnnOutputLayer output() {
        return new RnnOutputLayer.Builder()
                .nIn(4)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
