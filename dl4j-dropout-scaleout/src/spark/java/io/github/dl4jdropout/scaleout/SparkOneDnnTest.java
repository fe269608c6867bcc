package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.onednn.OneDnn;
import io.github.dl4jdropout.onednn.OneDnnListener;
import java.io.Serializable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** Copies of a network that Spark's workers train, accelerated by the listener of {@code dl4j-onednn}. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkOneDnnTest {

    private static final Rounds ROUNDS = new Rounds(2, 3);

    /** That of the tests of {@code dl4j-onednn}. */
    private static final double TOLERANCE = 5e-5;

    @ParameterizedTest(name = "graph: {0}")
    @ValueSource(booleans = {false, true})
    void everyCopyIsAcceleratedAndTrainsAsAPlainOne(boolean graph) {
        assumeTrue(OneDnn.availability().usable(), "no build with oneDNN for this machine");
        try (JavaSparkContext spark = Clusters.start("local[2]")) {
            INDArray plain = ROUNDS.onSpark(spark, network(graph), new Accelerated());
            assertThat(Accelerated.ITERATIONS).hasSize(12).containsOnly(false);
            Accelerated.ITERATIONS.clear();
            INDArray accelerated = ROUNDS.onSpark(spark, network(graph), new OneDnnListener(), new Accelerated());
            assertThat(Accelerated.ITERATIONS).hasSize(12).containsOnly(true);
            double difference = accelerated.sub(plain).amaxNumber().doubleValue()
                    / plain.amaxNumber().doubleValue();
            assertThat(difference).isPositive().isLessThan(TOLERANCE);
        } finally {
            Accelerated.ITERATIONS.clear();
        }
    }

    private static Model network(boolean graph) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .activation(Activation.TANH)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(8, 8, 1))
                .build());
        network.init();
        return graph ? network.toComputationGraph() : network;
    }

    /** Records of each iteration of a worker whether the convolution of its copy is accelerated. */
    private static final class Accelerated extends BaseTrainingListener implements Serializable {

        private static final long serialVersionUID = 1L;

        private static final Queue<Boolean> ITERATIONS = new ConcurrentLinkedQueue<>();

        @Override
        public void iterationDone(Model network, int iteration, int epoch) {
            Layer convolution = network instanceof MultiLayerNetwork list
                    ? list.getLayer(0)
                    : ((ComputationGraph) network).getLayer(0);
            ITERATIONS.add(convolution.getHelper() != null);
        }
    }
}
