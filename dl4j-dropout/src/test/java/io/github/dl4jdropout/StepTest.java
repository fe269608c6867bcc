package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;

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
                            keys.add(new Step(layer, iteration, epoch, pass).key(seed));
                            count++;
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
}
