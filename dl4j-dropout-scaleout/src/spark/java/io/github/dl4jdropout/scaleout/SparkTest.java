package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which masks the workers of a {@code ParameterAveragingTrainingMaster} draw: those of the numbers of their partitions. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkTest {

    private static final String LOCAL = "local[2]";

    /** Two executors that are processes of their own. */
    private static final String CLUSTER = "local-cluster[2,1,1024]";

    private static final Rounds ROUNDS = new Rounds(3, 2);

    @Test
    void threadsOfOneProcessDrawTheMasksOfTheirPartitions() {
        try (JavaSparkContext spark = start(LOCAL)) {
            for (int run = 0; run < 2; run++) {
                assertEqual(ROUNDS.onSpark(spark), ROUNDS.here(partition -> partition));
            }
        }
    }

    @Test
    void equalMasksWouldGiveOtherParameters() {
        assertThat(ROUNDS.here(partition -> 0)).isNotEqualTo(ROUNDS.here(partition -> partition));
    }

    @Test
    void executorsDrawTheMasksOfTheirPartitionsAndARetriedTaskThoseOfTheFirstAttempt() {
        try (JavaSparkContext spark = start(CLUSTER)) {
            assertEqual(ROUNDS.onSpark(spark), ROUNDS.here(partition -> partition));
            Rounds longer = new Rounds(2, 50);
            INDArray undisturbed = longer.here(partition -> partition);
            Killer killer = new Killer();
            spark.sc().addSparkListener(killer);
            assertEqual(longer.onSpark(spark), undisturbed);
            assertThat(killer.lost).as("tasks that ended with their executor").isNotEmpty();
        }
    }

    /** Float rounding of the averaging aside, which Spark may do in another order. */
    private static void assertEqual(INDArray received, INDArray expected) {
        assertThat(received.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    private static JavaSparkContext start(String master) {
        try {
            Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        String options = System.getProperty("executor.options");
        return new JavaSparkContext(new SparkConf()
                .setMaster(master)
                .setAppName("masks of workers")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "768m")
                .set("spark.locality.wait", "0")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executor.extraJavaOptions", options));
    }

    /** Ends the process of an executor, as kill -9 does, when the first training task has started. */
    private static final class Killer extends SparkListener {

        private final List<String> lost = new CopyOnWriteArrayList<>();
        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void onTaskStart(SparkListenerTaskStart task) {
            if (!done.getAndSet(true)) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
                        .findFirst()
                        .orElseThrow()
                        .destroyForcibly();
            }
        }

        /** {@link ProcessHandle.Info} has none that is as long as a class path. */
        private static String commandLine(ProcessHandle process) {
            try {
                return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            } catch (IOException e) {
                return ""; // it has ended
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd task) {
            if (!task.taskInfo().successful()) {
                lost.add(task.reason().toString());
            }
        }
    }
}
