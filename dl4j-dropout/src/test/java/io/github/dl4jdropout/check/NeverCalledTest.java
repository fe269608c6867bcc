package io.github.dl4jdropout.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers of Deeplearning4j that never call their dropout: with one that counts its calls, and found by {@link Dropouts#check}. */
class NeverCalledTest extends DoublePrecision {

    private static final InputType FLAT = InputType.feedForward(4);
    private static final InputType SEQUENCE = InputType.recurrent(4, 6);
    private static final InputType IMAGE = InputType.convolutional(6, 6, 6);

    /** A layer that is given an input in training mode. */
    private record Case(Layer layer, InputType type) {

        INDArray input() {
            return type == FLAT
                    ? Nd4j.ones(3, 4)
                    : type == SEQUENCE ? Networks.input(3, 4, 6) : Networks.input(3, 6, 6, 6);
        }

        MultiLayerConfiguration with(IDropout dropout) {
            Layer own = layer.clone();
            own.setIDropout(dropout);
            return Networks.smooth(WorkspaceMode.NONE)
                    .list()
                    .layer(own)
                    .setInputType(type)
                    .validateOutputLayerConfig(false)
                    .build();
        }

        @Override
        public String toString() {
            return layer.getClass().getSimpleName();
        }
    }

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Changes nothing and counts. */
    private static final class Counting implements IDropout {

        private static final long serialVersionUID = 1L;

        @Override
        public INDArray applyDropout(
                INDArray in, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaceMgr) {
            CALLS.incrementAndGet();
            return in;
        }

        @Override
        public INDArray backprop(INDArray atOutput, INDArray atInput, int iteration, int epoch) {
            return atOutput;
        }

        @Override
        public void clear() {}

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod")
        public IDropout clone() {
            return this;
        }
    }

    @SuppressWarnings("deprecation") // GravesBidirectionalLSTM is, and networks have it
    static List<Case> ignoring() {
        return List.of(
                new Case(new SubsamplingLayer.Builder(2, 2).build(), IMAGE),
                new Case(new Subsampling1DLayer.Builder(2, 1).build(), SEQUENCE),
                new Case(new BatchNormalization(), FLAT),
                new Case(new LocalResponseNormalization(), IMAGE),
                new Case(new ActivationLayer(Activation.TANH), FLAT),
                new Case(new MaskLayer(), FLAT),
                new Case(new GlobalPoolingLayer(), IMAGE),
                new Case(new ZeroPaddingLayer(1, 1), IMAGE),
                new Case(new ZeroPadding1DLayer(1), SEQUENCE),
                new Case(new Cropping2D(1, 1), IMAGE),
                new Case(new Cropping1D(1), SEQUENCE),
                new Case(new EmbeddingLayer.Builder().nIn(4).nOut(3).build(), InputType.feedForward(1)),
                new Case(
                        new EmbeddingSequenceLayer.Builder()
                                .nIn(4)
                                .nOut(3)
                                .inputLength(4)
                                .build(),
                        FLAT),
                new Case(
                        new VariationalAutoencoder.Builder()
                                .nOut(2)
                                .encoderLayerSizes(3)
                                .decoderLayerSizes(3)
                                .build(),
                        FLAT),
                new Case(new GravesBidirectionalLSTM.Builder().nOut(3).build(), SEQUENCE),
                new Case(new LossLayer.Builder().build(), FLAT),
                new Case(new RnnLossLayer.Builder().build(), SEQUENCE),
                new Case(new CnnLossLayer.Builder().build(), IMAGE),
                new Case(
                        new Yolo2OutputLayer.Builder()
                                .boundingBoxPriors(Nd4j.ones(1, 2))
                                .build(),
                        IMAGE),
                new Case(new LocallyConnected1D.Builder().kernelSize(2).nOut(3).build(), SEQUENCE),
                new Case(
                        new LocallyConnected2D.Builder()
                                .kernelSize(2, 2)
                                .nOut(3)
                                .build(),
                        IMAGE),
                new Case(
                        new SelfAttentionLayer.Builder()
                                .nHeads(1)
                                .nOut(4)
                                .projectInput(true)
                                .headSize(4)
                                .build(),
                        SEQUENCE),
                new Case(
                        new RecurrentAttentionLayer.Builder()
                                .nHeads(1)
                                .nOut(4)
                                .projectInput(true)
                                .headSize(4)
                                .build(),
                        SEQUENCE),
                new Case(new PrimaryCapsules.Builder(2, 2).kernelSize(2, 2).build(), IMAGE),
                new Case(new CapsuleLayer.Builder(2, 2, 1).build(), SEQUENCE),
                new Case(new CapsuleStrengthLayer.Builder().build(), SEQUENCE));
    }

    @ParameterizedTest
    @MethodSource("ignoring")
    void theLayerNeverCallsItsDropout(Case layer) {
        CALLS.set(0);
        MultiLayerNetwork network = new MultiLayerNetwork(layer.with(new Counting()));
        network.init();
        INDArray input = layer.type.arrayElementsPerExample() == 1 ? Nd4j.zeros(3, 1) : layer.input();
        network.output(input, true);
        if (layer.layer instanceof VariationalAutoencoder) {
            network.pretrainLayer(0, input);
        }
        assertThat(CALLS).hasValue(0);
        MultiLayerConfiguration conf = layer.with(RateDropout.of(0.5));
        assertThat(Dropouts.check(conf).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.IGNORED);
            assertThat(finding.what()).startsWith(layer + " never calls");
            assertThat(finding.remedy()).contains("put RateDropoutLayer.of(0.5) in front of it");
        });
        String before = conf.toJson();
        assertThat(Dropouts.prepare(conf).toJson()).isEqualTo(before);
        assertThat(Dropouts.check(layer.with(RateDropout.of(0))).findings()).isEmpty();
    }

    /** So that the zeros above do not come from the counting. */
    @Test
    void aLayerThatCallsItsDropoutIsCounted() {
        CALLS.set(0);
        Case dense = new Case(new DenseLayer.Builder().nOut(3).build(), FLAT);
        MultiLayerNetwork network = new MultiLayerNetwork(dense.with(new Counting()));
        network.init();
        network.output(dense.input(), true);
        assertThat(CALLS).hasValue(1);
        assertThat(Dropouts.check(dense.with(RateDropout.of(0.5))).findings()).isEmpty();
    }

    @Test
    void aFrozenLayerDropsNothing() {
        Layer dense = new DenseLayer.Builder()
                .nIn(4)
                .nOut(3)
                .dropOut(RateDropout.of(0.5))
                .build();
        Layer dropout = new RateDropoutLayer.Builder(0.5).build();
        for (Layer frozen :
                List.of(new FrozenLayer(dense), new FrozenLayerWithBackprop(dense), new FrozenLayer(dropout))) {
            MultiLayerConfiguration conf =
                    Networks.smooth(WorkspaceMode.NONE).list().layer(frozen).build();
            MultiLayerNetwork network = new MultiLayerNetwork(conf);
            network.init();
            INDArray x = Networks.input(3, 4);
            assertThat(network.output(x, true)).isEqualTo(network.output(x, false));
            assertThat(Dropouts.check(conf).findings())
                    .extracting(Finding::kind)
                    .containsExactly(Kind.IGNORED);
        }
    }

    /** Given to the wrapper alone, it reaches nobody. */
    @Test
    void aWrapperNeverCallsItsDropout() {
        Layer inside = new LSTM.Builder().nIn(4).nOut(3).build();
        Layer wrapper = new MaskZeroLayer.Builder()
                .underlying(inside)
                .maskValue(0)
                .dropOut(new Counting())
                .build();
        MultiLayerConfiguration conf =
                Networks.smooth(WorkspaceMode.NONE).list().layer(wrapper).build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        CALLS.set(0);
        network.output(Networks.input(3, 4, 6), true);
        assertThat(CALLS).hasValue(0);
        assertThat(Dropouts.check(conf).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.what()).isEqualTo("MaskZeroLayer never calls its dropout");
            assertThat(finding.remedy()).isEqualTo("give it to the layer inside");
        });
    }

    /** Where a network sets one for all layers, wrappers have a copy that nobody calls, besides that of their layer. */
    @Test
    void theCopyOnAWrapperIsNotListed() {
        MultiLayerConfiguration conf = Networks.smooth(WorkspaceMode.NONE)
                .dropOut(RateDropout.of(0.5))
                .list()
                .layer(new org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep(
                        new LSTM.Builder().nIn(4).nOut(3).build()))
                .build();
        assertThat(Walk.over(conf).places()).hasSize(1);
        assertThat(conf.getConf(0).getLayer().getIDropout()).isNotNull();
    }
}
