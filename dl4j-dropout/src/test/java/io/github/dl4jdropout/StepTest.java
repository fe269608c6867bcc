package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final long[] AWKWARD_SEEDS = {
        -1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 0xFFFFFFFFL
    };

    @Test
    void goldenKeys() {
        assertThat(new Step(0, 0, 0, 0).key(0)).isEqualTo(0x78AE5A9A6B5FD45EL);
        assertThat(new Step(3, 1000, 2, 1).key(42)).isEqualTo(0xD1B71FE53653819CL);
        assertThat(new Step(3, 1000, 2, 1).withWorker(5).key(42)).isEqualTo(0x662BA05676D3066CL);
        assertThat(Step.at(0, 0).withWorker(1).key(0)).isEqualTo(0x1C728780035A0397L);
    }

    @Test
    void everyIngredientCounts() {
        Set<Long> keys = new HashSet<>();
        int count = 0;
        for (long seed : AWKWARD_SEEDS) {
            for (int layer = 0; layer < 5; layer++) {
                for (int iteration = 0; iteration < 40; iteration++) {
                    for (int epoch = 0; epoch < 5; epoch++) {
                        for (int pass = 0; pass < 5; pass++) {
                            for (int worker = 0; worker < 5; worker++) {
                                keys.add(new Step(layer, iteration, epoch, pass, worker).key(seed));
                                count++;
                            }
                        }
                    }
                }
            }
        }
        assertThat(keys).hasSize(count);
    }

    @Test
    void passesAreCountedWithinAnIterationAndAnEpoch() {
        Step.Counter passes = new Step.Counter();
        assertThat(passes.next(Step.at(5, 0), false).pass()).isZero();
        assertThat(passes.next(Step.at(5, 0), false).pass()).isEqualTo(1);
        assertThat(passes.next(Step.at(5, 0), true).pass()).isZero();
        assertThat(passes.next(Step.at(5, 1), false).pass()).isZero();
        assertThat(passes.next(Step.at(6, 1), false).pass()).isZero();
    }

    @Test
    void negativeNumbersAreIngredientsLikeOthers() {
        assertThat(new Step(-1, 0, 0, 0).key(0))
                .isNotEqualTo(new Step(0, -1, 0, 0).key(0))
                .isNotEqualTo(new Step(0, 0, 0, 0).key(-1));
    }

    @Test
    void workerZeroHasTheKeyOfAStepWithoutWorker() {
        assertThat(new Step(3, 1000, 2, 1, 0)).isEqualTo(new Step(3, 1000, 2, 1));
        assertThat(Step.at(5, 6).withWorker(7).withLayer(1).withPass(2).withIteration(3))
                .isEqualTo(new Step(1, 3, 6, 2, 7));
    }

    @Test
    void aNegativeWorkerIsRefused() {
        assertThatThrownBy(() -> Step.at(0, 0).withWorker(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Step: expected a worker from 0 on, received -1");
    }
}
