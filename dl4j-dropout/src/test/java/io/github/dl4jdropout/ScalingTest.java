package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalingTest {

    @ParameterizedTest
    @CsvSource({
        "UPSCALE_IN_TRAIN,   0.2, 1.25, 1",
        "UPSCALE_IN_TRAIN,   0.5, 2,    1",
        "UPSCALE_IN_TRAIN,   0,   1,    1",
        "DOWNSCALE_IN_INFER, 0.2, 1,    0.8",
        "DOWNSCALE_IN_INFER, 0.5, 1,    0.5",
        "DOWNSCALE_IN_INFER, 1,   1,    0",
        "UPSCALE_IN_INFER,   0.2, 1,    1.25",
        "UPSCALE_IN_INFER,   0.5, 1,    2",
        "NONE,               0.2, 1,    1",
        "NONE,               1,   1,    1"
    })
    void theTable(Scaling scaling, double rate, double train, double infer) {
        assertThat(scaling.trainFactor(rate)).isEqualTo(train);
        assertThat(scaling.inferFactor(rate)).isEqualTo(infer);
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void noFactorIsInfiniteOrNaN(Scaling scaling) {
        for (double rate : new double[] {0.0, Double.MIN_VALUE, 0.5, Math.nextDown(1.0)}) {
            assertThat(scaling.trainFactor(rate)).isFinite();
            assertThat(scaling.inferFactor(rate)).isFinite();
        }
        assertThat(scaling.trainFactor(1.0)).isFinite();
    }

    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"UPSCALE_IN_TRAIN", "DOWNSCALE_IN_INFER"})
    void theMeanInTrainingIsThatOfInference(Scaling scaling) {
        for (double rate : new double[] {0.0, 0.2, 0.4, 0.5, 0.9}) {
            double keep = 1 - rate;
            assertThat(keep * scaling.trainFactor(rate)).isCloseTo(scaling.inferFactor(rate), within());
        }
    }

    @Test
    void theGuidesMeanAtInferenceIsTooLargeByTheSquareOfTheRetainProbability() {
        double keep = 1 - 0.4;
        double trainingMean = keep * Scaling.UPSCALE_IN_INFER.trainFactor(0.4);
        assertThat(Scaling.UPSCALE_IN_INFER.inferFactor(0.4) / trainingMean).isCloseTo(1 / (keep * keep), within());
    }

    @Test
    void theGuideCannotDivideByZero() {
        String expected = "expected a rate below 1, because inference divides by 1 - rate, received 1.0";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scaling.UPSCALE_IN_INFER.inferFactor(1.0))
                .withMessageContaining(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RateDropoutLayer.Builder(1.0)
                        .scaling(Scaling.UPSCALE_IN_INFER)
                        .build())
                .withMessageContaining(expected);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-15);
    }
}
