package io.github.dl4jdropout.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Statistical bounds are 7 standard deviations: 3e-12 for a draw of keys. */
class NormalDrawsTest {

    private static final int DRAWS = 1_000_000;

    /**
     * These numbers were computed by an independent program from the definition in the javadoc, and hold for every release and Java
     * version, to the last bit.
     */
    @ParameterizedTest
    @CsvFileSource(resources = "/golden-normals.csv", useHeadersInDisplayName = true)
    void goldenNumbers(long key, long position, String hexadecimal) {
        assertThat(new NormalDraws(key).at(position)).isEqualTo(Double.valueOf(hexadecimal));
    }

    @Test
    void theQuantileIsThatOfTheNormalDistribution() {
        NormalDistribution normal = new NormalDistribution();
        for (double u :
                new double[] {0x1p-53, 1e-12, 1e-6, 0.01, 0.074, 0.076, 0.3, 0.5, 0.75, 0.93, 0.999, 1 - 0x1p-53}) {
            assertThat(normal.cumulativeProbability(NormalDraws.quantile(u))).isCloseTo(u, within(1e-15));
        }
        for (double u : new double[] {0.01, 0.3, 0.5}) {
            assertThat(NormalDraws.quantile(1 - u)).isCloseTo(-NormalDraws.quantile(u), within(1e-14));
        }
    }

    /** Standard deviations of the sample moments of a normal number: 1, √2, √15, √96. */
    @Test
    void momentsAreThoseOfTheNormalDistribution() {
        NormalDraws draws = new NormalDraws(20);
        double[] sums = new double[5];
        for (int i = 0; i < DRAWS; i++) {
            double power = 1;
            for (int k = 1; k <= 4; k++) {
                power *= draws.at(i);
                sums[k] += power / DRAWS;
            }
        }
        double sigma = 7 / Math.sqrt(DRAWS);
        assertThat(sums[1]).isCloseTo(0, within(sigma));
        assertThat(sums[2]).isCloseTo(1, within(sigma * Math.sqrt(2)));
        assertThat(sums[3]).isCloseTo(0, within(sigma * Math.sqrt(15)));
        assertThat(sums[4]).isCloseTo(3, within(sigma * Math.sqrt(96)));
    }

    /** Of positions that follow one another, of keys that do, and of the same positions under both. */
    @Test
    void neighboursAreUncorrelated() {
        double positions = 0;
        double keys = 0;
        NormalDraws here = new NormalDraws(7);
        NormalDraws there = new NormalDraws(8);
        for (int i = 0; i < DRAWS; i++) {
            positions += here.at(i) * here.at(i + 1) / DRAWS;
            keys += here.at(i) * there.at(i) / DRAWS;
        }
        assertThat(positions).isCloseTo(0, within(7 / Math.sqrt(DRAWS)));
        assertThat(keys).isCloseTo(0, within(7 / Math.sqrt(DRAWS)));
    }
}
