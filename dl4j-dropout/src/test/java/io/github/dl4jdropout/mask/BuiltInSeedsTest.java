package io.github.dl4jdropout.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The statistics of the library's masks, applied to those of the built-in under the seeds that are weak for ND4J's generator. */
class BuiltInSeedsTest {

    private static final int ROW = 1024;
    private static final int ROWS = 128;

    @Test
    void ordinarySeedsGiveTheBuiltInUncorrelatedRows() {
        for (long seed : new long[] {1, 2, 3, 42, 123, 12345}) {
            assertThat(Math.abs(worstRowLag(seed))).isLessThan(BitStatistics.BOUND);
        }
    }

    @Test
    void seedsWithManyOnesGiveTheBuiltInCorrelatedRows() {
        for (long seed : new long[] {-1, Integer.MAX_VALUE, 0xFFFFFFFFL, Long.MAX_VALUE, -42}) {
            System.out.printf(
                    "built-in, seed %d: rows of %d correlated by %.1f standard deviations%n",
                    seed, ROW, worstRowLag(seed));
            assertThat(Math.abs(worstRowLag(seed))).isGreaterThan(BitStatistics.BOUND);
        }
    }

    /** Of the first masks of a seed, the largest correlation between the same unit of successive examples. */
    private static double worstRowLag(long seed) {
        Nd4j.getRandom().setSeed(seed);
        double worst = 0;
        for (int i = 0; i < 10; i++) {
            double z = BitStatistics.lag(builtInMask(), ROW, 0.5);
            worst = Math.abs(z) > Math.abs(worst) ? z : worst;
        }
        return worst;
    }

    private static long[] builtInMask() {
        INDArray ones = Nd4j.ones(DataType.FLOAT, ROWS, ROW);
        float[] kept = new Dropout(0.5)
                .applyDropout(ones, ones.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces())
                .data()
                .asFloat();
        long[] words = new long[kept.length / 64];
        for (int i = 0; i < kept.length; i++) {
            words[i >>> 6] |= (kept[i] != 0 ? 1L : 0L) << i;
        }
        return words;
    }
}
