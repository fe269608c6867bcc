package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.contract.DoublePrecision;
import io.github.dl4jdropout.contract.Networks;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks with dropouts that are frozen, cut and grown again. */
class TransferLearningTest extends DoublePrecision {

    private static final DataSet DATA = new DataSet(Networks.input(6, 5), Networks.labels(6, 3));
    private static final INDArray X = DATA.getFeatures();

    /** A frozen layer runs as at inference: DOWNSCALE_IN_INFER then multiplies with the retain probability. */
    @Test
    void frozenDropoutsDoNotDropAndOthersDo() {
        MultiLayerNetwork original = network();
        MultiLayerNetwork net =
                new TransferLearning.Builder(original).setFeatureExtractor(1).build();
        assertThat(net.getLayer(1)).isInstanceOf(FrozenLayer.class);
        var activations = net.feedForward(X, true);
        assertThat(activations.get(2)).isEqualTo(activations.get(1).mul(1 - 0.4));
        assertThat(activations.get(4).eq(0.0).any()).isTrue();
        INDArray frozen = net.getLayer(0).params().dup();
        INDArray trained = net.getLayer(2).params().dup();
        net.fit(DATA);
        assertThat(net.getLayer(0).params()).isEqualTo(frozen);
        assertThat(net.getLayer(2).params()).isNotEqualTo(trained);
    }

    /** Deeplearning4j changes the layer after the next only if it is told. */
    @Test
    void theLayerBelowADropoutCanChangeItsWidth() {
        MultiLayerNetwork net = new TransferLearning.Builder(network())
                .nOutReplace(0, 9, WeightInit.XAVIER)
                .nInReplace(2, 9, WeightInit.XAVIER)
                .build();
        assertThat(net.getLayer(1).conf().getLayer()).isEqualTo(first());
        assertThat(net.feedForward(X, false).get(2).shape()).containsExactly(6, 9);
        assertThat(Networks.gradientsAreRight(net, X, DATA.getLabels(), null)).isTrue();
    }

    @Test
    void fineTuningKeepsTheRatesOfLayersAndReplacesTheOthers() {
        RateDropout finer = RateDropout.builder(0.1).seed(4).build();
        MultiLayerNetwork net = new TransferLearning.Builder(network())
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(1.0))
                        .dropout(finer)
                        .build())
                .build();
        assertThat(net.getLayer(1).conf().getLayer()).isEqualTo(first());
        for (int dense : new int[] {0, 2}) {
            assertThat(net.getLayer(dense).conf().getLayer().getIDropout())
                    .isEqualTo(finer)
                    .isNotSameAs(finer);
        }
        assertThat(Networks.gradientsAreRight(net, X, DATA.getLabels(), null, n -> {
                    Nd4j.getRandom().setSeed(1);
                    SeededDropout.rewind(n);
                }))
                .isTrue();
    }

    @Test
    void aDropoutCanBeAddedToANetworkThatWasCut() {
        RateDropoutLayer added = new RateDropoutLayer.Builder(0.3)
                .scaling(Scaling.UPSCALE_IN_INFER)
                .build();
        MultiLayerNetwork net = new TransferLearning.Builder(network())
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(1.0))
                        .build())
                .removeLayersFromOutput(2)
                .addLayer(added)
                .addLayer(output())
                .build();
        assertThat(net.getLayer(3).conf().getLayer()).isEqualTo(added);
        var activations = net.feedForward(X, false);
        assertThat(activations.get(4).equalsWithEps(activations.get(3).div(0.7), 1e-12))
                .isTrue();
        assertThat(Networks.gradientsAreRight(net, X, DATA.getLabels(), null)).isTrue();
    }

    private static RateDropoutLayer first() {
        return new RateDropoutLayer.Builder(0.4)
                .scaling(Scaling.DOWNSCALE_IN_INFER)
                .name("layer1")
                .build();
    }

    private static MultiLayerNetwork network() {
        return Perceptrons.init(Networks.smooth(WorkspaceMode.ENABLED)
                .list()
                .layer(new DenseLayer.Builder().nOut(6).build())
                .layer(first())
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(new RateDropoutLayer.Builder(0.4).build())
                .layer(output())
                .setInputType(InputType.feedForward(5))
                .build());
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder()
                .nIn(7)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
