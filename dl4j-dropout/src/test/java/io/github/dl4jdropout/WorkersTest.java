package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.contract.Networks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Which worker draws which mask. */
class WorkersTest {

    private static final INDArray ONES = Nd4j.ones(DataType.FLOAT, 6, 5);

    @Test
    void aSeededMaskIsAFunctionOfTheWorker() {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        RateDropout dropout = RateDropout.builder(0.4).seed(9).build();
        for (int worker = 0; worker < 4; worker++) {
            Step step = Step.at(0, 0).withWorker(worker);
            assertThat(firstMask(layer, worker)).isEqualTo(layer.mask(step, 6, 5));
            assertThat(firstMask(new DropoutLayer(dropout), worker)).isEqualTo(dropout.mask(step, 6, 5));
        }
        assertThat(firstMask(layer, 1)).isNotEqualTo(firstMask(layer, 2)).isNotEqualTo(firstMask(layer, 0));
    }

    @Test
    void workersWithEqualGeneratorsDrawDifferentMasks() {
        for (Layer layer : new Layer[] {RateDropoutLayer.of(0.4), new DropoutLayer(RateDropout.of(0.4))}) {
            Set<INDArray> masks = new HashSet<>();
            for (int worker = 0; worker < 4; worker++) {
                Nd4j.getRandom().setSeed(1);
                masks.add(firstMask(layer, worker));
            }
            assertThat(masks).hasSize(4);
        }
    }

    @Test
    void withoutAWorkerAThreadIsWorkerZero() {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        assertThat(mask(network(layer.clone()))).isEqualTo(firstMask(layer, 0));
    }

    @Test
    void theGradientHasTheMaskOfItsWorker() {
        for (Layer layer : new Layer[] {
            RateDropoutLayer.builder(0.4).seed(9).build(),
            new DropoutLayer(RateDropout.builder(0.4).seed(9).build())
        }) {
            MultiLayerNetwork net = network(layer);
            INDArray dropped = firstMask(layer, 3).eq(0);
            INDArray labels = Networks.labels(6, 3).castTo(DataType.FLOAT);
            Workers.runAs(3, () -> {
                INDArray gradient =
                        net.calculateGradients(ONES, labels, null, null).getSecond();
                assertThat(gradient.eq(0)).isEqualTo(dropped);
            });
        }
    }

    @Test
    void eachWorkerCountsThePassesOfItsOwn() {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        MultiLayerNetwork net = network(layer.clone());
        for (int pass = 0; pass < 3; pass++) {
            for (int worker = 0; worker < 3; worker++) {
                Step step = Step.at(0, 0).withPass(pass).withWorker(worker);
                List<INDArray> mask = new ArrayList<>();
                Workers.runAs(worker, () -> mask.add(mask(net)));
                assertThat(mask.get(0)).isEqualTo(layer.mask(step, 6, 5));
            }
        }
    }

    @Test
    void anInnerWorkerAppliesUntilItsWorkIsDone() {
        List<Integer> workers = new ArrayList<>();
        Workers.runAs(2, () -> {
            workers.add(here());
            Workers.runAs(5, () -> workers.add(here()));
            workers.add(here());
            assertThatThrownBy(() -> Workers.runAs(6, () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .hasMessage("broken");
            workers.add(here());
        });
        workers.add(here());
        assertThat(workers).containsExactly(2, 5, 2, 2, 0);
    }

    /** In a thread of its own, which no other test has made a worker. */
    @Test
    void afterItsWorkAThreadIsWorkerZeroAgain() throws InterruptedException {
        List<Integer> workers = new ArrayList<>();
        Thread thread = new Thread(() -> {
            Workers.runAs(2, () -> workers.add(here()));
            workers.add(here());
        });
        thread.start();
        thread.join();
        assertThat(workers).containsExactly(2, 0);
    }

    @Test
    void threadsThatTheWorkStartsAreNotConcerned() throws InterruptedException {
        List<Integer> workers = new ArrayList<>();
        Thread thread = new Thread(() -> workers.add(here()));
        Workers.runAs(2, thread::start);
        thread.join();
        assertThat(workers).containsExactly(0);
    }

    @Test
    void aNegativeWorkerIsRefusedBeforeAnyWork() {
        List<Integer> workers = new ArrayList<>();
        assertThatThrownBy(() -> Workers.runAs(-1, () -> workers.add(here())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Workers.runAs: expected a worker from 0 on, received -1");
        assertThat(workers).isEmpty();
    }

    @Test
    void theConfigurationOfATrainedNetworkKnowsNoWorker() {
        String[] saved = new String[2];
        for (int worker = 0; worker < 2; worker++) {
            MultiLayerNetwork net = network(
                    RateDropoutLayer.builder(0.4).seed(9).build(),
                    new DropoutLayer(RateDropout.builder(0.4).seed(9).build()));
            DataSet batch = new DataSet(ONES, Networks.labels(6, 3).castTo(DataType.FLOAT));
            Workers.runAs(worker, () -> net.fit(batch));
            saved[worker] = net.getLayerWiseConfigurations().toJson();
        }
        assertThat(saved[1]).isEqualTo(saved[0]).doesNotContainIgnoringCase("worker");
    }

    private static int here() {
        return Workers.locate(Step.at(0, 0)).worker();
    }

    private static INDArray firstMask(Layer layer, int worker) {
        List<INDArray> mask = new ArrayList<>();
        Workers.runAs(worker, () -> mask.add(mask(network(layer.clone()))));
        return mask.get(0);
    }

    private static INDArray mask(MultiLayerNetwork net) {
        return net.feedForward(ONES, true).get(1);
    }

    /** The dropout comes first, so that it makes its mask of ones. */
    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                Networks.smooth(WorkspaceMode.ENABLED).dataType(DataType.FLOAT).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return Perceptrons.init(list.layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(5))
                .build());
    }
}
