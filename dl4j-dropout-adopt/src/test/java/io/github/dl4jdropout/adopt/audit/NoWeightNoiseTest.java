package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NoWeightNoiseTest {

    private static final InputType FLAT = InputType.feedForward(4);
    private static final InputType SEQUENCE = InputType.recurrent(4, 6);
    private static final InputType IMAGE = InputType.convolutional(5, 5, 2);

    /** A layer with DropConnect, and what it reads. */
    private record Case(BaseLayer layer, InputType type, INDArray x) {

        Layer[] layers() {
            layer.setWeightNoise(new DropConnect(0.5));
            Layer loss = type == FLAT
                    ? new LossLayer.Builder().activation(Activation.SOFTMAX).build()
                    : type == SEQUENCE
                            ? new RnnLossLayer.Builder()
                                    .activation(Activation.SOFTMAX)
                                    .build()
                            : new CnnLossLayer.Builder()
                                    .activation(Activation.SOFTMAX)
                                    .build();
            return new Layer[] {layer, loss};
        }

        boolean isDeterministicInTraining() {
            MultiLayerNetwork network = network(type, layers());
            return network.feedForward(x, true)
                    .get(1)
                    .equals(network.feedForward(x, false).get(1));
        }

        @Override
        public String toString() {
            return layer.getClass().getSimpleName();
        }
    }

    static List<Case> ignoring() {
        INDArray indices = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
        return List.of(
                new Case(new Convolution1DLayer.Builder(2).nOut(3).build(), SEQUENCE, Networks.input(2, 4, 6)),
                new Case(new EmbeddingLayer.Builder().nIn(5).nOut(4).build(), FLAT, indices),
                new Case(
                        new EmbeddingSequenceLayer.Builder().nIn(5).nOut(4).build(),
                        SEQUENCE,
                        Nd4j.createFromArray(new double[][] {{1, 2, 3, 0}})),
                new Case(new PReLULayer.Builder().inputShape(4).build(), FLAT, Networks.input(3, 4)),
                new Case(
                        new ElementWiseMultiplicationLayer.Builder()
                                .nIn(4)
                                .nOut(4)
                                .build(),
                        FLAT,
                        Networks.input(3, 4)));
    }

    static List<Case> calling() {
        return List.of(
                new Case(new DenseLayer.Builder().nOut(4).build(), FLAT, Networks.input(3, 4)),
                new Case(new LSTM.Builder().nOut(4).build(), SEQUENCE, Networks.input(2, 4, 6)),
                new Case(new ConvolutionLayer.Builder(2, 2).nOut(3).build(), IMAGE, Networks.input(2, 2, 5, 5)));
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void theLayerIgnoresIt(Case each) {
        assertThat(each.isDeterministicInTraining()).isTrue();
        assertThat(found(each.type(), each.layers())).containsExactly("0 NoWeightNoise");
    }

    @ParameterizedTest
    @MethodSource("calling")
    void layersThatAskForItAreLeftAlone(Case each) {
        assertThat(each.isDeterministicInTraining()).isFalse();
        assertThat(found(each.type(), each.layers())).containsExactly("0 DropConnectScale");
    }
}
