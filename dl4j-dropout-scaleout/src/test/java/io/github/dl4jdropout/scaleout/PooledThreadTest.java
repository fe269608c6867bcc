package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Workers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Threads of a pool train a copy of a network after another, as those of an executor do. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PooledThreadTest {

    private static final INDArray X = Nd4j.ones(DataType.FLOAT, 4, 8);
    private static final INDArray Y = Nd4j.hstack(Nd4j.ones(4, 1), Nd4j.zeros(4, 1));

    @Test
    void nothingOfATaskStaysInItsThread() throws Exception {
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .list()
                .layer(RateDropoutLayer.builder(0.4).seed(9).build())
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .dropOut(RateDropout.builder(0.4).seed(9).build())
                        .build())
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(RateDropout.of(0.4))
                        .build())
                .setInputType(org.deeplearning4j.nn.conf.inputs.InputType.feedForward(8))
                .build();
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            run(pool, conf, 10);
            Map<String, Integer> after10 = instances();
            run(pool, conf, 1000);
            // Fewer are no fault: what earlier tests left may have gone.
            assertThat(instances())
                    .allSatisfy((type, count) ->
                            assertThat(count).as(type).isLessThanOrEqualTo(after10.getOrDefault(type, 0)));
            String own = "io.github.dl4jdropout.";
            assertThat(after10).containsKey(own + "MaskRecipe").doesNotContainKey(own + "ThreadPasses");
        } finally {
            pool.shutdown();
        }
        assertThat(conf.getConf(0)).isNotNull(); // the configuration is what instances of the library are left of
    }

    /** Threads are forgotten when they have ended, a few later than that. */
    @Test
    void workersOfEarlierParallelWrappersAreForgotten() throws Exception {
        String place = ParallelWrapperWorkers.class.getName() + "$Place";
        int wrappers = 12;
        int known = 0;
        for (int wrapper = 0; wrapper < wrappers; wrapper++) {
            Wrapped.masks(Wrapped.network(RateDropoutLayer.of(0.4)), TrainingMode.AVERAGING, 1, 2);
            known = instances().getOrDefault(place, 0);
        }
        assertThat(known).isBetween(Wrapped.WORKERS, wrappers / 2 * Wrapped.WORKERS);
    }

    private static void run(ExecutorService pool, MultiLayerConfiguration conf, int tasks) throws Exception {
        for (int task = 0; task < tasks; task++) {
            int worker = task % 4;
            pool.submit(() -> {
                        MultiLayerNetwork network = new MultiLayerNetwork(conf.clone());
                        network.init();
                        Workers.runAs(worker, () -> network.fit(X, Y));
                    })
                    .get();
        }
    }

    /** Classes of the library and how many objects of them are alive, in a histogram that is made after a collection. */
    private static Map<String, Integer> instances() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Pattern line = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(io\\.github\\.dl4jdropout\\.(?!\\S*Test)\\S+).*$");
        return histogram
                .lines()
                .map(line::matcher)
                .filter(java.util.regex.Matcher::matches)
                .collect(Collectors.toMap(
                        match -> match.group(2), match -> Integer.parseInt(match.group(1)), Integer::sum));
    }

    @Test
    void trainingLogsNothingOfThisLibraryAtWarn() {
        PrintStream console = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true));
        try {
            Wrapped.masks(Wrapped.network(RateDropoutLayer.builder(0.4).seed(9).build()), TrainingMode.AVERAGING, 1, 2);
        } finally {
            System.setErr(console);
        }
        assertThat(log.toString()
                        .lines()
                        .filter(line -> line.contains("io.github.dl4jdropout") && !line.contains("INFO")))
                .isEmpty();
    }
}
