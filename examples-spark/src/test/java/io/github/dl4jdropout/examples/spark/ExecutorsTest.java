package io.github.dl4jdropout.examples.spark;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.spark.Runs.CLUSTER;
import static io.github.dl4jdropout.examples.spark.Runs.SMALL;
import static io.github.dl4jdropout.examples.spark.Runs.parameters;
import static io.github.dl4jdropout.examples.spark.Runs.rows;
import static io.github.dl4jdropout.examples.spark.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own. Spark takes settings from system properties. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExecutorsTest {

    @TempDir
    private Path directory;

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
        run(0, args("whole"));
        set(Map.of("spark.extraListeners", Killer.class.getName()));
        Killer.reset();
        run(0, args("killed"));
        assertThat(Killer.LOST.get()).as("tasks that ended with their executor").isPositive();
        assertThat(rows(directory.resolve("killed"))).hasSize(2).isEqualTo(rows(directory.resolve("whole")));
        assertThat(parameters(directory.resolve("killed"), INVERTED))
                .isEqualTo(parameters(directory.resolve("whole"), INVERTED));
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

    /** Ends the process of an executor, as kill -9 does, in the third round of the second epoch. */
    public static final class Killer extends SparkListener {

        static final AtomicInteger LOST = new AtomicInteger();
        private static final AtomicInteger STARTED = new AtomicInteger();

        /** A task for each worker to begin with, then two for each in each round: Deeplearning4j counts its files first. */
        private static final int FATAL = 2 + (5 + 2) * 4 + 3;

        static void reset() {
            LOST.set(0);
            STARTED.set(0);
        }

        @Override
        public void onTaskStart(SparkListenerTaskStart task) {
            if (STARTED.incrementAndGet() == FATAL) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> commandLine(process).contains("CoarseGrainedExecutorBackend"))
                        .filter(process -> commandLine(process)
                                .contains("--executor-id\0" + task.taskInfo().executorId()))
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
            LOST.addAndGet(task.taskInfo().successful() ? 0 : 1);
        }
    }
}
