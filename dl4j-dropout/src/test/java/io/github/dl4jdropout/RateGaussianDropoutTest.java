package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.kernel.FactorProduct;
import io.github.dl4jdropout.mask.NormalDraws;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class RateGaussianDropoutTest {

    private static final String RATE_1 =
            "Invalid drop rate of Gaussian dropout: expected a rate below 1, because the variance is rate / (1 - rate), received 1.0";

    @Test
    void theFactorIsOnePlusTheNormalNumberOfThePositionTimesTheDeviation() {
        Step step = new Step(3, 10, 2, 1);
        NormalDraws normal = new NormalDraws(step.key(42));
        INDArray expected = Nd4j.createUninitialized(DataType.FLOAT, 4, 5);
        for (int i = 0; i < 20; i++) {
            expected.putScalar(i, 1 + Math.sqrt(0.2 / 0.8) * normal.at(i));
        }
        assertThat(RateGaussianDropout.builder(0.2).seed(42).layer(3).build().mask(step, 4, 5))
                .isEqualTo(expected);
        assertThat(RateGaussianDropoutLayer.builder(0.2).seed(42).build().mask(step, 4, 5))
                .isEqualTo(expected);
    }

    /** The kernel hands factors over in pieces of 2²⁰. */
    @Test
    void everyPositionOfALargeArrayHasItsFactor() {
        int length = (1 << 20) + 3;
        NormalDraws normal = new NormalDraws(Step.at(0, 0).key(42));
        RateGaussianDropout dropout = RateGaussianDropout.builder(0.5).seed(42).build();
        INDArray mask = dropout.mask(Step.at(0, 0), length);
        for (int i : new int[] {0, (1 << 20) - 1, 1 << 20, length - 1}) {
            assertThat(mask.getFloat(i)).isEqualTo((float) (1 + normal.at(i)));
        }
        assertThat(dropout.mask(Step.at(0, 0), 1 << 20).getFloat((1 << 20) - 1))
                .isEqualTo(mask.getFloat((1 << 20) - 1));
    }

    @Test
    void integersCannotBeMultipliedByFactors() {
        INDArray integers = Nd4j.ones(DataType.INT32, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FactorProduct.multiply(position -> 0.5, new int[0], integers, integers.dup()))
                .withMessageContaining("expected a floating point type");
    }

    /** They hold for every release. */
    @Test
    void goldenFactors() {
        float[] factors = RateGaussianDropout.builder(0.5)
                .seed(1)
                .build()
                .mask(Step.at(0, 0), 4)
                .toFloatVector();
        assertThat(factors).containsExactly(GOLDEN);
    }

    private static final float[] GOLDEN = {0.856534004f, 1.91863608f, 1.82409739f, 0.676782191f};

    @Test
    void sharedAxesShareAFactor() {
        INDArray mask = RateGaussianDropout.builder(0.5)
                .seed(1)
                .noiseShape(NoiseShape.CHANNEL)
                .build()
                .mask(Step.at(0, 0), 3, 4, 5);
        for (int n = 0; n < 3; n++) {
            for (int c = 0; c < 4; c++) {
                INDArray steps = mask.slice(n).slice(c);
                assertThat(steps.maxNumber()).isEqualTo(steps.minNumber());
            }
        }
        assertThat(mask.slice(0).slice(0).getFloat(0))
                .isNotEqualTo(mask.slice(0).slice(1).getFloat(0));
    }

    /** Mean and variance are those of {@link RateDropout}; bounds of 7 standard deviations. */
    @Test
    void meanAndVarianceAreThoseOfDropoutAtTheSameRate() {
        int n = 1_000_000;
        for (double rate : new double[] {0.1, 0.5, 0.9}) {
            INDArray factors = RateGaussianDropout.builder(rate)
                    .seed(9)
                    .build()
                    .mask(Step.at(0, 0), n)
                    .castTo(DataType.DOUBLE);
            double variance = rate / (1 - rate);
            assertThat(factors.meanNumber().doubleValue()).isCloseTo(1.0, within(7 * Math.sqrt(variance / n)));
            assertThat(factors.varNumber().doubleValue())
                    .isCloseTo(variance, within(7 * variance * Math.sqrt(2.0 / n)));
        }
    }

    @Test
    void rateOneIsRefusedByFactoryBuilderScheduleAndJson() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateGaussianDropout.of(1.0))
                .withMessage(RATE_1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RateGaussianDropoutLayer.of(1.0))
                .withMessage(RATE_1);
        RateGaussianDropout scheduled = RateGaussianDropout.builder(
                        DropRate.scheduled(new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 1, 1.0))))
                .build();
        INDArray x = Nd4j.ones(DataType.FLOAT, 2, 3);
        scheduled.applyDropout(x, x.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scheduled.applyDropout(x, x.dup(), 1, 0, LayerWorkspaceMgr.noWorkspaces()))
                .withMessage(RATE_1);
        String json = NeuralNetConfiguration.mapper().writeValueAsString(RateGaussianDropout.of(0.25));
        assertThatThrownBy(() -> NeuralNetConfiguration.mapper()
                        .readValue(json.replace("0.25", "1.0"), RateGaussianDropout.class))
                .rootCause()
                .hasMessage(RATE_1);
    }

    @Test
    void anInstanceSaysHowItIsBuilt() {
        assertThat(RateGaussianDropout.of(0.5)).hasToString("RateGaussianDropout.of(0.5)");
        assertThat(RateGaussianDropout.builder(0.5).seed(7).layer(2).build())
                .hasToString("RateGaussianDropout.builder(0.5).seed(7L).layer(2).build()");
        assertThat(RateGaussianDropoutLayer.of(0.5)).hasToString("new RateGaussianDropoutLayer.Builder(0.5).build()");
    }

    @Test
    void noisesOfOneRecipeAreNotEqual() {
        assertThat((Object) RateGaussianDropout.of(0.5)).isNotEqualTo(RateDropout.of(0.5));
        assertThat((Object) RateGaussianDropoutLayer.of(0.5)).isNotEqualTo(RateDropoutLayer.of(0.5));
    }
}
