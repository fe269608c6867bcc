package io.github.dl4jdropout.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaskKeyTest {

    private static final long[] AWKWARD_SEEDS = {
        -1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 0xFFFFFFFFL
    };

    @Test
    void goldenKeys() {
        assertThat(MaskKey.of(0, 0, 0, 0, 0)).isEqualTo(0x78AE5A9A6B5FD45EL);
        assertThat(MaskKey.of(42, 3, 1000, 2, 1)).isEqualTo(0xD1B71FE53653819CL);
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
                            keys.add(MaskKey.of(seed, layer, iteration, epoch, pass));
                            count++;
                        }
                    }
                }
            }
        }
        assertThat(keys).hasSize(count);
    }

    @Test
    void negativeNumbersAreIngredientsLikeOthers() {
        assertThat(MaskKey.of(0, -1, 0, 0, 0))
                .isNotEqualTo(MaskKey.of(0, 0, -1, 0, 0))
                .isNotEqualTo(MaskKey.of(-1, 0, 0, 0, 0));
    }
}
