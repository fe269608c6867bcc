package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The masks themselves, of two threads of this process, two threads of one executor, and two executors. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@ValueSource(strings = {"local[2]", "local-cluster[1,2,1024]", "local-cluster[2,1,1024]"})
class SparkMasksTest {

    private static final Rounds ROUNDS = new Rounds(2, 2);

    private static JavaSparkContext spark;

    @Parameter
    String master;

    @TempDir
    Path folder;

    @BeforeParameterizedClassInvocation
    static void start(String master) {
        spark = Clusters.start(master);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        spark.close();
    }

    @Test
    void aSeededMaskIsThatOfPartitionAndIteration() throws IOException {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        assertThat(masks(Rounds.network(layer.clone()))).hasSize(8).allSatisfy(pass -> {
            int iteration = pass.round() * ROUNDS.updates() + pass.number();
            assertThat(pass.bits()).isEqualTo(bits(layer, iteration, pass.partition()));
        });
    }

    @Test
    void workersWithoutASeedDrawIndependentMasks() throws IOException {
        List<Masks.Pass> masks = masks(Rounds.network(RateDropoutLayer.of(0.5)));
        assertThat(masks).hasSize(8);
        // 28 pairs of 256 bits, 3 times: independent masks leave the bound in less than one of 1e9 runs.
        for (Masks.Pass one : masks) {
            for (Masks.Pass other : masks.subList(0, masks.indexOf(one))) {
                long equal = 0;
                for (int i = 0; i < one.bits().length(); i++) {
                    equal += one.bits().charAt(i) == other.bits().charAt(i) ? 1 : -1;
                }
                assertThat(equal / Math.sqrt(one.bits().length())).isBetween(-7.3, 7.3);
            }
        }
    }

    /** A defect of Deeplearning4j: the workers' copies of a graph lose its counters. */
    @Test
    void aSeededGraphRepeatsItsMasksInEveryRound() throws IOException {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        List<Masks.Pass> masks = masks(Rounds.network(layer).toComputationGraph());
        assertThat(masks).hasSize(8);
        assertThat(masks.stream().filter(pass -> pass.round() == 1).map(Masks.Pass::bits))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(masks.stream()
                        .filter(pass -> pass.round() == 0)
                        .map(Masks.Pass::bits)
                        .toList());
    }

    private List<Masks.Pass> masks(Model network) throws IOException {
        Masks listener = new Masks(folder);
        ROUNDS.onSpark(spark, network, listener);
        List<Masks.Pass> masks = listener.read();
        long processes = masks.stream().map(Masks.Pass::process).distinct().count();
        long here = ProcessHandle.current().pid();
        assertThat(masks).allMatch(pass -> pass.process() == here == master.equals("local[2]"));
        assertThat(processes).isLessThanOrEqualTo(master.startsWith("local-cluster[2") ? 2 : 1);
        return masks;
    }

    private static String bits(RateDropoutLayer layer, int iteration, int partition) {
        return Masks.bits(layer.mask(Step.at(iteration, 0).withWorker(partition), Rounds.BATCH, Rounds.FEATURES));
    }
}
