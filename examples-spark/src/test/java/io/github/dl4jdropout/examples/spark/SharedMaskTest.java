package io.github.dl4jdropout.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.Workers;
import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SharedMaskTest {

    private static MultiLayerConfiguration configuration(DropoutMethod method) {
        var network = new NeuralNetConfiguration.Builder().seed(1).list();
        method.add(network, new OutputLayer.Builder().nOut(2), new Place(false, 0.5, 9, 0));
        MultiLayerConfiguration configuration =
                network.setInputType(InputType.feedForward(64)).build();
        if (method == DropoutMethod.SHARED_MASK) {
            SharedMask.everywhere(configuration);
        }
        return configuration;
    }

    private static MultiLayerNetwork network(DropoutMethod method) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(method));
        network.init();
        return network;
    }

    /** The parameters after three iterations, which depend on the masks of the forward and of the backward passes. */
    private static INDArray trainedBy(int worker, MultiLayerNetwork network) {
        Workers.runAs(worker, () -> {
            for (int i = 0; i < 3; i++) {
                network.fit(Nd4j.ones(4, 64), Nd4j.eye(2).repeat(0, 2));
            }
        });
        return network.params();
    }

    @Test
    void everyWorkerTrainsOnTheMasksThatInvertedGivesToWorker0() {
        INDArray expected = trainedBy(0, network(DropoutMethod.INVERTED));
        assertThat(trainedBy(0, network(DropoutMethod.SHARED_MASK))).isEqualTo(expected);
        assertThat(trainedBy(3, network(DropoutMethod.SHARED_MASK))).isEqualTo(expected);
        assertThat(trainedBy(3, network(DropoutMethod.INVERTED))).isNotEqualTo(expected);
    }

    @Test
    void aSavedModelAndACloneHaveIt() throws IOException {
        INDArray expected = trainedBy(0, network(DropoutMethod.INVERTED));
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network(DropoutMethod.SHARED_MASK), saved, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(saved.toByteArray()));
        assertThat(trainedBy(3, read.clone())).isEqualTo(expected);
        assertThat(trainedBy(3, read)).isEqualTo(expected);
    }
}
