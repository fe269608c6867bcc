package io.github.dl4jdropout.scaleout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.scaleout.Wrapped.Pass;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper.TrainingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Which masks the workers of a {@code ParallelWrapper} draw. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelWrapperTest {

    private static final int RUNS = 50;
    private static final int ROUNDS = 3;

    @ParameterizedTest
    @EnumSource(names = {"AVERAGING", "SHARED_GRADIENTS"})
    void eachWorkerDrawsTheMasksOfItsNumberInEveryRun(TrainingMode mode) {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        Map<Pass, INDArray> expected = new TreeMap<>();
        for (int worker = 0; worker < Wrapped.WORKERS; worker++) {
            for (int i = 0; i < 2 * ROUNDS; i++) {
                Step step = Step.at(i, 0).withWorker(worker);
                expected.put(new Pass(i / ROUNDS, worker, i % ROUNDS), layer.mask(step, Wrapped.SHAPE));
            }
        }
        assertThat(new HashSet<>(expected.values())).hasSize(expected.size());
        for (int run = 0; run < RUNS; run++) {
            assertThat(Wrapped.masks(Wrapped.network(layer.clone()), mode, 2, ROUNDS))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AVERAGING", "SHARED_GRADIENTS"})
    void aGraphAndAnIDropoutDrawAsALayerDoes(TrainingMode mode) {
        RateDropout dropout = RateDropout.builder(0.4).seed(9).build();
        ComputationGraph graph = Wrapped.network(new DropoutLayer(dropout)).toComputationGraph();
        Map<Pass, INDArray> masks = Wrapped.masks(graph, mode, 2, ROUNDS);
        assertThat(new HashSet<>(masks.values())).hasSize(2 * ROUNDS * Wrapped.WORKERS);
        masks.forEach((pass, mask) -> {
            Step step = Step.at(pass.fit() * ROUNDS + pass.number(), 0).withWorker(pass.worker());
            assertThat(mask).as("%s", pass).isEqualTo(dropout.mask(step, Wrapped.SHAPE));
        });
    }

    @Test
    void aNetworkThatWasTrainedGoesOnFromItsIteration() {
        RateDropoutLayer layer = RateDropoutLayer.builder(0.4).seed(9).build();
        MultiLayerNetwork network = Wrapped.network(layer.clone());
        network.getLayerWiseConfigurations().setIterationCount(1000);
        network.getLayerWiseConfigurations().setEpochCount(7);
        Wrapped.masks(network, TrainingMode.AVERAGING, 1, ROUNDS).forEach((pass, mask) -> {
            Step step = Step.at(1000 + pass.number(), 7).withWorker(pass.worker());
            assertThat(mask).as("%s", pass).isEqualTo(layer.mask(step, Wrapped.SHAPE));
        });
    }

    @Test
    void aScheduledRateBeginsAtTheSameIterationInEveryWorker() {
        MapSchedule fromTheSecondOn = new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.0, 1, 0.4));
        for (Layer layer : new Layer[] {
            RateDropoutLayer.builder(io.github.dl4jdropout.DropRate.scheduled(fromTheSecondOn))
                    .seed(9)
                    .build(),
            new DropoutLayer(RateDropout.builder(io.github.dl4jdropout.DropRate.scheduled(fromTheSecondOn))
                    .seed(9)
                    .build())
        }) {
            for (int run = 0; run < 10; run++) {
                Wrapped.masks(Wrapped.network(layer.clone()), TrainingMode.AVERAGING, 1, ROUNDS)
                        .forEach((pass, mask) -> assertThat(mask.minNumber().intValue())
                                .as("%s", pass)
                                .isEqualTo(pass.number() == 0 ? 1 : 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AVERAGING", "SHARED_GRADIENTS"})
    void workersWithoutASeedDrawIndependentMasks(TrainingMode mode) {
        Map<Pass, INDArray> masks = Wrapped.masks(Wrapped.network(RateDropoutLayer.of(0.5)), mode, 2, ROUNDS);
        Set<INDArray> different = new HashSet<>(masks.values());
        assertThat(different).hasSize(2 * ROUNDS * Wrapped.WORKERS);
        // 276 pairs of 8,192 bits: independent masks leave the bound in one of 5e10 runs of this test.
        INDArray[] all = masks.values().toArray(INDArray[]::new);
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < i; j++) {
                double agreement = all[i].sub(1).mul(all[j].sub(1)).sumNumber().doubleValue();
                assertThat(agreement / Math.sqrt(all[i].length())).isBetween(-7.3, 7.3);
            }
        }
    }
}
