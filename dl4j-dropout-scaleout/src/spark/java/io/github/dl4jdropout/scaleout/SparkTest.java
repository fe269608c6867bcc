package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
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
        try (JavaSparkContext spark = Clusters.start(LOCAL)) {
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
    void executorsDrawTheMasksOfTheirPartitionsWhicheverExecutorsThereAre() throws IOException {
        String application;
        try (JavaSparkContext spark = Clusters.start(CLUSTER)) {
            application = spark.sc().applicationId();
            assertEqual(ROUNDS.onSpark(spark), ROUNDS.here(partition -> partition));
            Clusters.killAnExecutor();
            assertEqual(ROUNDS.onSpark(spark), ROUNDS.here(partition -> partition));
            Rounds longer = new Rounds(2, 50);
            INDArray undisturbed = longer.here(partition -> partition);
            Killer killer = new Killer();
            spark.sc().addSparkListener(killer);
            assertEqual(longer.onSpark(spark), undisturbed);
            assertThat(killer.lost).as("tasks that ended with their executor").isNotEmpty();
        }
        assertThat(Clusters.log(application))
                .isNotEmpty()
                .noneMatch(line -> line.contains("io.github.dl4jdropout") && !line.contains(" INFO "));
    }

    /** Float rounding of the averaging aside, which Spark may do in another order. */
    private static void assertEqual(INDArray received, INDArray expected) {
        assertThat(received.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
    }

    /** Ends an executor when the first task has started that trains. */
    private static final class Killer extends SparkListener {

        private final Set<Integer> training = ConcurrentHashMap.newKeySet();
        private final List<String> lost = new CopyOnWriteArrayList<>();
        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            if (stage.stageInfo().name().startsWith("treeAggregate")) { // others count and distribute examples
                training.add(stage.stageInfo().stageId());
            }
        }

        @Override
        public void onTaskStart(SparkListenerTaskStart task) {
            if (training.contains(task.stageId()) && !done.getAndSet(true)) {
                Clusters.killAnExecutor();
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd task) {
            if (training.contains(task.stageId()) && !task.taskInfo().successful()) {
                lost.add(task.reason().toString());
            }
        }
    }
}
