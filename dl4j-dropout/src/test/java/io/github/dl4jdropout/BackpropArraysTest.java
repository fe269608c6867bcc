package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which array of a call holds what, and of which type. */
class BackpropArraysTest {

    @Test
    void aGradientGoesToTheOtherArrayInItsTypeAndIsReturned() {
        for (double rate : new double[] {0.0, 0.5}) {
            RateDropout dropout = RateDropout.builder(rate).seed(1).build();
            INDArray x = Nd4j.ones(DataType.FLOAT, 3, 4);
            INDArray dropped = dropout.applyDropout(x, x.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
            INDArray gradient = Nd4j.ones(DataType.DOUBLE, 3, 4);
            INDArray below = Nd4j.zeros(DataType.FLOAT, 3, 4);
            assertThat(dropout.backprop(gradient, below, 0, 0)).isSameAs(below).isEqualTo(dropped);
            assertThat(gradient).isEqualTo(Nd4j.ones(DataType.DOUBLE, 3, 4));
        }
    }

    @Test
    void integersAreRefusedAsInputAndAsResultAtEveryRate() {
        INDArray floats = Nd4j.ones(DataType.FLOAT, 3, 4);
        INDArray integers = Nd4j.ones(DataType.INT32, 3, 4);
        for (double rate : new double[] {0.0, 0.5}) {
            for (List<INDArray> arrays : List.of(List.of(integers, floats), List.of(floats, integers))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> RateDropout.of(rate)
                                .applyDropout(arrays.get(0), arrays.get(1), 0, 0, LayerWorkspaceMgr.noWorkspaces()))
                        .withMessageContaining("expected a floating point type");
            }
        }
    }

    @Test
    void aLayerHasItsPlaceAndListenersAndForgetsItsInput() {
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .layer(RateDropoutLayer.of(0.5))
                .build();
        TrainingListener listener = new ScoreIterationListener();
        Layer layer = conf.getLayer().instantiate(conf, List.of(listener), 3, null, true, DataType.FLOAT);
        assertThat(layer.getListeners()).containsExactly(listener);
        assertThat(layer.getIndex()).isEqualTo(3);
        assertThat(layer.conf()).isSameAs(conf);
        assertThat(layer.isPretrainLayer()).isFalse();
        layer.activate(Nd4j.ones(3, 4), true, LayerWorkspaceMgr.noWorkspaces());
        layer.clear();
        assertThat(layer.input()).isNull();
    }

    @Test
    void aLayerRefusesIntegersAtInferenceToo() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(RateDropoutLayer.builder(0.5)
                        .scaling(Scaling.DOWNSCALE_IN_INFER)
                        .build())
                .build());
        network.init();
        Layer layer = network.getLayer(0);
        for (boolean training : new boolean[] {true, false}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            layer.activate(Nd4j.ones(DataType.INT32, 3, 4), training, LayerWorkspaceMgr.noWorkspaces()))
                    .withMessageContaining("expected a floating point type");
        }
    }

    @Test
    void equalLayersHaveEqualHashesAndOtherLayersOthers() {
        RateDropoutLayer layer = RateDropoutLayer.of(0.3);
        assertThat(layer)
                .isEqualTo(layer.clone())
                .hasSameHashCodeAs(layer.clone())
                .doesNotHaveSameHashCodeAs(RateDropoutLayer.of(0.4))
                .isNotEqualTo(RateGaussianDropoutLayer.of(0.3))
                .isNotEqualTo(new DropoutLayer(RateDropout.of(0.3)));
        assertThat(layer.recipe()).isNotEqualTo(layer);
    }

    @Test
    void equalSettingsHaveEqualHashesAndOtherSettingsOthers() {
        RateDropout dropout = RateDropout.builder(0.3).seed(1).layer(2).build();
        assertThat(dropout).hasSameHashCodeAs(dropout.clone()).isEqualTo(dropout.clone());
        assertThat(dropout.hashCode())
                .isNotEqualTo(dropout.withLayer(3).hashCode())
                .isNotEqualTo(dropout.withRate(DropRate.of(0.4)).hashCode())
                .isNotZero();
        assertThat(dropout.withChannelsLast(true))
                .isNotEqualTo(dropout)
                .hasToString("RateDropout.builder(0.3).channelsLast(true).seed(1L).layer(2).build()");
    }
}
