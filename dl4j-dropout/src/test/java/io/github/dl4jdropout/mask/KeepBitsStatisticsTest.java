package io.github.dl4jdropout.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.Step;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whether keep bits can be told from independent ones: within a mask, and between masks whose keys have neighbouring ingredients.
 *
 * <p>The length of the masks is set by {@code dl4jdropout.statistics.words}; the profile {@code statistics} sets it so that more than
 * 10⁹ bits are looked at.
 */
@Tag("statistics")
@ParameterizedClass(name = "retain {0}")
@ValueSource(doubles = {0.5, 0.6, 0.8, 0.1})
class KeepBitsStatisticsTest {

    private static final int WORDS = Integer.getInteger("dl4jdropout.statistics.words", 1 << 12);
    private static final long[] SEEDS = {-1, 0, 1, 2, 42, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, 0xFFFFFFFFL
    };

    @Parameter
    double retain;

    @Test
    void asManyAreKeptAsShouldBe() {
        for (long seed : SEEDS) {
            for (int iteration = 0; iteration < 8; iteration++) {
                assertWithin(BitStatistics.count(mask(seed, 0, iteration, 0, 0), retain));
            }
        }
    }

    @Test
    void neighboursAndRowsAreUncorrelated() {
        for (long seed : SEEDS) {
            long[] mask = mask(seed, 1, 10, 0, 0);
            for (int lag = 1; lag <= 64; lag++) {
                assertWithin(BitStatistics.lag(mask, lag, retain));
            }
            for (int row : new int[] {100, 128, 256, 784, 1000, 1024, 4096}) {
                assertWithin(BitStatistics.lag(mask, row, retain));
            }
        }
    }

    @Test
    void successiveIterationsEpochsPassesAndLayersAreUncorrelated() {
        for (long seed : SEEDS) {
            long[] mask = mask(seed, 3, 100, 5, 1);
            for (int step : new int[] {1, 2, 64, 1 << 16}) {
                assertWithin(BitStatistics.correlation(mask, mask(seed, 3, 100 + step, 5, 1), retain));
                assertWithin(BitStatistics.correlation(mask, mask(seed, 3, 100, 5 + step, 1), retain));
                assertWithin(BitStatistics.correlation(mask, mask(seed, 3, 100, 5, 1 + step), retain));
                assertWithin(BitStatistics.correlation(mask, mask(seed, 3 + step, 100, 5, 1), retain));
            }
        }
    }

    @Test
    void workersAreUncorrelated() {
        for (long seed : SEEDS) {
            Step step = new Step(3, 100, 5, 1);
            long[][] masks = new long[17][];
            for (int worker = 0; worker < masks.length; worker++) {
                masks[worker] = maskOf(step.withWorker(worker).key(seed), WORDS);
            }
            for (int worker = 0; worker < masks.length; worker++) {
                for (int other = 0; other < worker; other++) {
                    assertWithin(BitStatistics.correlation(masks[worker], masks[other], retain));
                }
                assertWithin(BitStatistics.correlation(
                        masks[worker], maskOf(step.withWorker(worker + 1000).key(seed), WORDS), retain));
                assertWithin(
                        BitStatistics.correlation(masks[worker], mask(seed, 3 + worker, 101 + worker, 5, 1), retain));
            }
        }
    }

    @Test
    void neighbouringSeedsAreUncorrelated() {
        for (long seed : SEEDS) {
            for (int bit = 0; bit < 64; bit++) {
                assertWithin(
                        BitStatistics.correlation(mask(seed, 0, 0, 0, 0), mask(seed ^ 1L << bit, 0, 0, 0, 0), retain));
            }
        }
    }

    @Test
    void noPositionIsFavouredOverIterations() {
        int words = 64;
        int iterations = Math.max(256, WORDS / 4);
        for (long seed : new long[] {-1, 0, 1}) {
            long[] kept = new long[words * 64];
            for (int iteration = 0; iteration < iterations; iteration++) {
                long[] mask = new long[words];
                new KeepBits(new Step(0, iteration, 0, 0).key(seed), retain).words(0, mask, words);
                for (int i = 0; i < kept.length; i++) {
                    kept[i] += mask[i >>> 6] >>> i & 1;
                }
            }
            assertWithin(BitStatistics.spread(kept, iterations, retain));
        }
    }

    @Test
    void noIterationIsFavouredOverOthers() {
        for (long seed : new long[] {-1, 0, 1}) {
            long[] kept = LongStream.range(0, 1000)
                    .map(iteration -> BitStatistics.ones(maskOf(new Step(0, (int) iteration, 0, 0).key(seed), 64)))
                    .toArray();
            assertWithin(BitStatistics.spread(kept, 64 * 64, retain));
        }
    }

    private static void assertWithin(double deviations) {
        assertThat(deviations).isBetween(-BitStatistics.BOUND, BitStatistics.BOUND);
    }

    private long[] mask(long seed, int layer, int iteration, int epoch, int pass) {
        return maskOf(new Step(layer, iteration, epoch, pass).key(seed), WORDS);
    }

    private long[] maskOf(long key, int words) {
        long[] mask = new long[words];
        new KeepBits(key, retain).words(0, mask, words);
        return mask;
    }
}
