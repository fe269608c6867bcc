package io.github.dl4jdropout.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.dl4jdropout.Step;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepBitsTest {

    /**
     * These words were written when the bits were defined and hold for every release. A change of them changes every seeded
     * run: it is a breaking change, whatever the reason.
     */
    @ParameterizedTest
    @CsvFileSource(resources = "/golden-masks.csv", useHeadersInDisplayName = true)
    void goldenMasks(long seed, int layer, int iteration, int epoch, int pass, double rate, long word, String bits) {
        KeepBits mask = new KeepBits(new Step(layer, iteration, epoch, pass).key(seed), 1 - rate);
        assertThat(String.format("%016x", mask.word(word))).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5, 0.25, 0.75, 0.6, 0.8, 0.1, 1e-9, 1 - 1e-9, 0x1p-53, 1.0})
    void wordsInBulkAreTheWordsOneByOneAreTheBitsOneByOne(double retain) {
        KeepBits mask = new KeepBits(42, retain);
        for (long first : new long[] {0, 1, 63, 1_000_003, 1L << 40}) {
            for (int count : new int[] {0, 1, 2, 63, 64, 65, 200}) {
                long[] words = new long[count];
                mask.words(first, words, count);
                for (int i = 0; i < count; i++) {
                    assertThat(words[i]).isEqualTo(mask.word(first + i)).isEqualTo(bitByBit(mask, first + i));
                }
            }
        }
    }

    /** The definition in the javadoc, in exact decimal arithmetic: U below the retain probability. */
    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.5, 0.25, 0.75, 0.6, 0.8, 0.1, 0.999, 0x1p-53, 1 - 0x1p-53, 1.0})
    void aPositionIsKeptIfItsUniformNumberIsBelowTheRetainProbability(double retain) {
        long key = 7;
        KeepBits mask = new KeepBits(key, retain);
        for (long position = 0; position < 300; position++) {
            BigDecimal uniform = BigDecimal.ZERO;
            BigDecimal digit = BigDecimal.ONE;
            for (int i = 0; i < 60; i++) {
                digit = digit.divide(BigDecimal.valueOf(2));
                long plane = Mix64.mix(key + ((position >>> 6 << 6) + i) * Mix64.GOLDEN, Mix64.mix(key ^ Mix64.GOLDEN));
                if ((plane >>> position & 1) != 0) {
                    uniform = uniform.add(digit);
                }
            }
            assertThat(mask.keep(position)).isEqualTo(uniform.compareTo(new BigDecimal(retain)) < 0);
        }
    }

    @Test
    void whatIsKeptAtARateIsKeptAtEveryLowerRate() {
        long kept = 0;
        for (double retain = 0.0; retain <= 1.0; retain += 1.0 / 64) {
            long more = new KeepBits(99, retain).word(5);
            assertThat(more & kept).isEqualTo(kept);
            kept = more;
        }
        assertThat(kept).isEqualTo(-1L);
    }

    @Test
    void nothingIsKeptAtZeroAndEverythingAtOne() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(new KeepBits(random.nextLong(), 0.0).word(random.nextLong() >>> 8))
                    .isZero();
            assertThat(new KeepBits(random.nextLong(), 1.0).word(random.nextLong() >>> 8))
                    .isEqualTo(-1L);
        }
    }

    @Test
    void retainProbabilitiesThatAreNoneAreRefused() {
        for (double bad : new double[] {Double.NaN, -0.1, 1.1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KeepBits(0, bad))
                    .withMessage("Invalid retain probability: expected a number in [0, 1], received " + bad);
        }
    }

    private static long bitByBit(KeepBits mask, long index) {
        long word = 0;
        for (int lane = 0; lane < 64; lane++) {
            if (mask.keep(index * 64 + lane)) {
                word |= 1L << lane;
            }
        }
        return word;
    }
}
