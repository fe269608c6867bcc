package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Workers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Workers one after the other, by {@link Workers#runAs}, compared with those of a {@code ParallelWrapper}. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimulatedWorkersTest {

    private static final int ROUNDS = 6;

    private static final DataSet BATCH = new DataSet(
            Nd4j.linspace(-1, 1, 16 * 20, DataType.FLOAT).reshape(16, 20),
            Nd4j.hstack(Nd4j.ones(16, 1), Nd4j.zeros(16, 1)));

    @Test
    void twoWorkersOneAfterTheOtherTrainAsParallelWrapperDoes() {
        MultiLayerNetwork wrapped = network();
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(wrapped)
                .workers(2)
                .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
                .averagingFrequency(1)
                .prefetchBuffer(0)
                .build();
        wrapper.setListeners(new TogetherListener());
        wrapper.fit(new ExistingDataSetIterator(Collections.nCopies(2 * ROUNDS, BATCH)));

        List<MultiLayerNetwork> copies = List.of(network(), network());
        INDArray begun = copies.get(0).params().dup();
        for (int round = 0; round < ROUNDS; round++) {
            for (int worker = 0; worker < copies.size(); worker++) {
                MultiLayerNetwork copy = copies.get(worker);
                Workers.runAs(worker, () -> copy.fit(BATCH));
            }
            INDArray mean = copies.get(0).params().add(copies.get(1).params()).divi(2);
            copies.forEach(copy -> copy.setParams(mean));
        }
        assertThat(wrapped.params().equalsWithEps(begun, 1e-2)).isFalse();
        assertThat(wrapped.params().equalsWithEps(copies.get(0).params(), 1e-6)).isTrue();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.5))
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nOut(30).build())
                .layer(RateDropoutLayer.builder(0.5).seed(9).build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(20))
                .build());
        network.init();
        return network;
    }

    /** Worker 0 waits before its first update for worker 1, which else copies parameters and counters from it in the middle of training. */
    private static final class TogetherListener extends BaseTrainingListener {

        private final CyclicBarrier forwardPasses = new CyclicBarrier(2);

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            try {
                forwardPasses.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
