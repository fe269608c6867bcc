package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.Audits.found;
import static io.github.dl4jdropout.adopt.audit.Audits.network;
import static io.github.dl4jdropout.adopt.audit.Audits.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropConnectScaleTest {

    private static final int IN = 1000;
    private static final InputType INPUT = InputType.feedForward(IN);

    /** 100,000 weights of 1: within 0.01 is six standard deviations. */
    @Test
    void sumsAreLargerAtInference() {
        MultiLayerNetwork network = network(INPUT, dense(new DropConnect(0.6)), output());
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, IN);
        assertThat(network.feedForward(ones, true).get(1).meanNumber().doubleValue() / IN)
                .isCloseTo(0.6, within(0.01));
        assertThat(network.feedForward(ones, false).get(1).meanNumber().doubleValue() / IN)
                .isCloseTo(1, within(1e-9));
        assertThat(found(INPUT, dense(new DropConnect(0.6)), output())).containsExactly("0 DropConnectScale");
    }

    @Test
    void otherNoiseOnWeightsIsLeftAlone() {
        assertThat(found(INPUT, dense(new DropConnect(1.0)), output())).isEmpty();
        assertThat(found(INPUT, dense(new WeightNoise(new NormalDistribution(0, 0.1))), output()))
                .isEmpty();
    }

    private static Layer dense(IWeightNoise noise) {
        return new DenseLayer.Builder()
                .nOut(100)
                .activation(Activation.IDENTITY)
                .weightInit(new ConstantDistribution(1))
                .weightNoise(noise)
                .build();
    }
}
