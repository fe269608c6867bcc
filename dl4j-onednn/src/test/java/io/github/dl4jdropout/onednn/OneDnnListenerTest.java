package io.github.dl4jdropout.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;

/** Networks that are accelerated while they train, among them copies that a {@code ParallelWrapper} makes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneDnnListenerTest {

    private static final double TOLERANCE = 5e-5;
    private static final int WORKERS = 2;
    private static final int ROUNDS = 3;
    private static final TinyNetwork TINY = new TinyNetwork(DataType.FLOAT, CNN2DFormat.NCHW, 6, 3, 12, 10);

    @BeforeEach
    void oneDnnIsThere() {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
    }

    @AfterEach
    void switchOnAgain() {
        System.clearProperty(OneDnn.PROPERTY);
    }

    private static MultiLayerNetwork network() {
        return TINY.network(
                new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                new BatchNormalization(),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build(),
                new SubsamplingLayer.Builder().build());
    }

    static Stream<Arguments> wrapped() {
        return Stream.of(TrainingMode.AVERAGING, TrainingMode.SHARED_GRADIENTS)
                .flatMap(mode -> Stream.of(false, true).map(graph -> Arguments.of(mode, graph)));
    }

    @ParameterizedTest(name = "{0}, graph: {1}")
    @MethodSource("wrapped")
    void everyCopyInAParallelWrapperIsAcceleratedAndTrainsAsAPlainOne(TrainingMode mode, boolean graph) {
        Workers plain = new Workers();
        INDArray expected = train(mode, graph, plain);
        assertThat(plain.accelerated).hasSize(WORKERS * ROUNDS).containsOnly(0L);
        Workers accelerated = new Workers();
        INDArray received = train(mode, graph, new OneDnnListener(), accelerated);
        assertThat(accelerated.accelerated).hasSize(WORKERS * ROUNDS).containsOnly(3L);
        assertThat(accelerated.networks).hasSize(WORKERS);
        assertThat(expected).isNotEqualTo(network().params());
        assertThat(Outcome.distance(expected, received)).isLessThan(TOLERANCE);
    }

    private static INDArray train(TrainingMode mode, boolean graph, TrainingListener... listeners) {
        Model network = graph ? network().toComputationGraph() : network();
        ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(WORKERS)
                .trainingMode(mode)
                .averagingFrequency(1)
                .prefetchBuffer(0)
                .build();
        wrapper.setListeners(listeners);
        wrapper.fit(new ExistingDataSetIterator(Collections.nCopies(ROUNDS * WORKERS, TINY.data())));
        return network.params();
    }

    /** Records which workers there are, and how many layers of each are accelerated in each iteration. */
    private static final class Workers extends BaseTrainingListener {

        private final Set<Model> networks =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        private final ConcurrentLinkedQueue<Long> accelerated = new ConcurrentLinkedQueue<>();
        private final CountDownLatch copied = new CountDownLatch(WORKERS);

        @Override
        public void onForwardPass(Model network, List<INDArray> activations) {
            awaitCopies();
        }

        @Override
        public void onForwardPass(Model network, Map<String, INDArray> activations) {
            awaitCopies();
        }

        /** Each worker copies the network itself, while worker 0 may have trained it already. */
        private void awaitCopies() {
            copied.countDown();
            try {
                copied.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void iterationDone(Model network, int iteration, int epoch) {
            networks.add(network);
            accelerated.add(helpers(network));
        }
    }

    private static long helpers(Model network) {
        Layer[] layers =
                network instanceof MultiLayerNetwork list ? list.getLayers() : ((ComputationGraph) network).getLayers();
        return Arrays.stream(layers).filter(layer -> layer.getHelper() != null).count();
    }

    @Test
    void theFirstIterationTrainsAsAPlainOne() {
        MultiLayerNetwork plain = network();
        MultiLayerNetwork network = network();
        network.setListeners(new OneDnnListener());
        plain.fit(TINY.data());
        network.fit(TINY.data());
        assertThat(Outcome.distance(plain.params(), network.params()))
                .isPositive()
                .isLessThan(TOLERANCE);
    }

    @Test
    void helpersStayThroughIterations() {
        MultiLayerNetwork network = network();
        network.setListeners(new OneDnnListener());
        network.fit(TINY.data());
        var helpers = Arrays.stream(network.getLayers()).map(Layer::getHelper).toList();
        network.fit(TINY.data());
        assertThat(Arrays.stream(network.getLayers()).map(Layer::getHelper)).isEqualTo(helpers);
    }

    @Test
    void switchedOffNetworksTrainAsBefore() {
        System.setProperty(OneDnn.PROPERTY, "off");
        MultiLayerNetwork plain = network();
        MultiLayerNetwork network = network();
        network.setListeners(new OneDnnListener());
        plain.fit(TINY.data());
        network.fit(TINY.data());
        assertThat(helpers(network)).isZero();
        assertThat(network.params()).isEqualTo(plain.params());
    }

    /** As in a process of Spark that has not called this module yet. */
    @Test
    void aListenerThatArrivesTurnsOneDnnOffForWhatIsLeftPlain() {
        byte[] sent = SerializationUtils.serialize(new OneDnnListener());
        Nd4jCpu.Environment.getInstance().setUseONEDNN(true);
        assertThat(SerializationUtils.<Object>deserialize(sent)).isInstanceOf(OneDnnListener.class);
        assertThat(Nd4jCpu.Environment.getInstance().isUseONEDNN()).isFalse();
    }
}
