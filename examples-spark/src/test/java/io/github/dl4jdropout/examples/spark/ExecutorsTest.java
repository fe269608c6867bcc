package io.github.dl4jdropout.examples.spark;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.spark.Runs.CLUSTER;
import static io.github.dl4jdropout.examples.spark.Runs.SMALL;
import static io.github.dl4jdropout.examples.spark.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.Options;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.data.ImageSet;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own. Spark takes settings from system properties. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutorsTest {

    @TempDir
    private Path directory;

    private static final int WORKERS = 2;
    private static final int ROUNDS = 4;
    private static final int AVERAGING = 50;
    private static final int BATCH = 4;

    private String args(String name) {
        return SMALL + "--methods=inverted --epochs=2 --master=" + CLUSTER + " --shards=" + directory + " --out="
                + directory.resolve(name);
    }

    private static void set(Map<String, String> settings) {
        settings.forEach(System::setProperty);
    }

    @AfterEach
    void forgetSettings() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("spark."));
    }

    @Test
    void anExecutorThatIsKilledInTheMiddleChangesNothing() throws IOException {
        try (JavaSparkContext spark = new Cluster(CLUSTER, WORKERS, new Options()).start()) {
            ImageSet images = SparkTrainingTest.equalImages(WORKERS * ROUNDS * AVERAGING * BATCH);
            Shards shards = Shards.of(images, BATCH, directory.toString(), spark.hadoopConfiguration());
            Training training = new SparkTraining(spark, shards, WORKERS, AVERAGING, BATCH);
            float[] undisturbed = trained(training, round -> {});
            Killer killer = new Killer();
            spark.sc().addSparkListener(killer);
            assertThat(trained(training, round -> killer.armed |= round == 2)).isEqualTo(undisturbed);
            assertThat(killer.lost).as("tasks that ended with their executor").isNotEmpty();
        }
    }

    private static float[] trained(Training training, IntConsumer afterRound) {
        MultiLayerNetwork network = SparkTrainingTest.network(INVERTED);
        AtomicInteger rounds = new AtomicInteger();
        training.epoch(network, 1, 1, loss -> afterRound.accept(rounds.incrementAndGet()));
        assertThat(rounds).hasValue(ROUNDS);
        return network.params().toFloatVector();
    }

    @Test
    void executorsWithoutTheJarAreSaidToLackIt() {
        String sparkAlone = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("dl4j-dropout") && !path.contains("examples-"))
                .filter(path -> path.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        set(Map.of("spark.executor.extraClassPath", sparkAlone));
        assertThat(run(1, args("out")).strip())
                .isEqualTo(
                        "Executors: expected the classes of this module on their class path, found that some are missing."
                                + " Start by spark-submit with the jar of this module, see examples-spark/README.md.");
        assertThat(directory.resolve("out").resolve("run.json")).doesNotExist();
    }

    @Test
    void aClusterWithTooFewCoresIsRefusedAfterAWhile() {
        set(Map.of("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "8", "spark.cores.max", "1"));
        assertThat(run(2, args("out")).lines().findFirst())
                .contains("--workers: expected at most 1, the number of free cores of " + CLUSTER + ", received 2.");
        assertThat(directory.resolve("out").resolve("run.json")).doesNotExist();
    }

    /** Once armed, ends the process of the executor of the next task that starts, as kill -9 does. */
    private static final class Killer extends SparkListener {

        private final List<String> lost = new CopyOnWriteArrayList<>();
        private volatile boolean armed;

        @Override
        public void onTaskStart(SparkListenerTaskStart task) {
            if (armed) {
                armed = false;
                String id = "--executor-id\0" + task.taskInfo().executorId() + "\0";
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> commandLine(process).contains(id))
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
