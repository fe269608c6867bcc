package io.github.dl4jdropout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.contract.Candidate.Subject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What values come out. In brackets, the peer whose suite asserts the like.
 *
 * <p>Statistical bounds are 7 standard deviations: 3e-12 for a draw of seeds, less than 1e-9 for the suite.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("candidates")
class ValueContractTest {

    private static final double SIGMAS = 7;
    private static final long[] SHAPE = {40, 50, 10};
    private static final String REAL_FACTORS = "it drops nothing: its factors are real numbers";

    @Parameter
    Candidate candidate;

    static Stream<Candidate> candidates() {
        return Candidates.ofTheLibrary();
    }

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(1337);
    }

    /** [PyTorch, Keras] */
    @Test
    void meanOfOutputAndOfGradientIsThatOfTheDraws() {
        for (double rate : new double[] {0.2, 0.5, 0.8}) {
            Subject subject = candidate.subject(rate);
            INDArray out = subject.train(ones(SHAPE));
            INDArray gradient = subject.backward(ones(SHAPE));
            double sigma = candidate.trainDeviation(rate) / Math.sqrt(candidate.draws(SHAPE));
            assertThat(mean(out)).isCloseTo(candidate.trainMean(rate), within(SIGMAS * sigma + 1e-6));
            assertThat(mean(gradient)).isEqualTo(mean(out));
        }
    }

    /** [Keras, Deeplearning4j] */
    @Test
    void everyValueIsZeroOrTheInputTimesTheFactor() {
        assumeTrue(candidate.selects(), REAL_FACTORS);
        INDArray x = ramp(SHAPE);
        INDArray out = candidate.subject(0.4).train(x);
        float[] values = flat(x);
        float[] products = flat(out);
        int dropped = 0;
        for (int i = 0; i < values.length; i++) {
            if (products[i] == 0) {
                dropped++;
            } else {
                assertThat(products[i])
                        .isEqualTo((float) (values[i] * candidate.trainFactor(0.4)), within(1e-5f * values[i]));
            }
        }
        assertThat(dropped).isBetween(1, values.length - 1);
    }

    /** [Deeplearning4j] */
    @Test
    void theInputIsNotModified() {
        INDArray x = ramp(SHAPE);
        INDArray before = x.dup();
        Subject subject = candidate.subject(0.5);
        subject.train(x);
        subject.infer(x);
        assertThat(x).isEqualTo(before);
    }

    /** [PyTorch, Paddle] */
    @Test
    void inferenceIsTheInputTimesTheInferenceFactor() {
        INDArray x = ramp(SHAPE);
        for (double rate : new double[] {0.0, 0.35, 0.75}) {
            assertThat(flat(candidate.subject(rate).infer(x))).isEqualTo(flat(x.mul(candidate.inferFactor(rate))));
        }
    }

    /** [Paddle] */
    @Test
    void theGradientIsTheMaskOfTheForwardPass() {
        Subject subject = candidate.subject(0.35);
        INDArray mask = subject.train(ones(SHAPE));
        assertThat(subject.backward(ones(SHAPE))).isEqualTo(mask);
        INDArray second = subject.train(ones(SHAPE));
        assertThat(second).isNotEqualTo(mask);
        assertThat(subject.backward(ones(SHAPE))).isEqualTo(second);
    }

    /** The trap of masks that are read off the output: after a ReLU most inputs are 0. [Kaldi 3890] */
    @Test
    void theGradientPassesWhereTheInputIsZero() {
        Subject subject = candidate.subject(0.5);
        subject.train(Nd4j.zeros(DataType.FLOAT, SHAPE));
        double passed = mean(subject.backward(ones(SHAPE))) / candidate.trainMean(0.5);
        assertThat(passed).isBetween(0.4, 1.6);
    }

    /** [Keras, PyTorch, Paddle] */
    @Test
    void rateZeroIsTheIdentity() {
        Subject subject = candidate.subject(0.0);
        INDArray x = ramp(SHAPE);
        assertThat(subject.train(x)).isEqualTo(x);
        assertThat(subject.backward(x)).isEqualTo(x);
        assertThat(subject.infer(x)).isEqualTo(x);
    }

    @Test
    void rateZeroDrawsNothing() {
        Nd4j.getRandom().setSeed(9);
        long expected = Nd4j.getRandom().nextLong();
        Nd4j.getRandom().setSeed(9);
        candidate.subject(0.0).train(ones(SHAPE));
        assertThat(Nd4j.getRandom().nextLong()).isEqualTo(expected);
    }

    /** [Keras, PyTorch, Paddle] */
    @Test
    void rateOneGivesZerosAndAZeroGradient() {
        assumeTrue(candidate.takesRateOne(), "it divides by 1 - rate");
        Subject subject = candidate.subject(1.0);
        INDArray x = ramp(SHAPE);
        x.putScalar(0, Float.NaN);
        x.putScalar(1, Float.POSITIVE_INFINITY);
        assertThat(flat(subject.train(x))).containsOnly(0f);
        assertThat(flat(subject.backward(x))).containsOnly(0f);
    }

    /** [PyTorch] */
    @Test
    void aTinyRateChangesNothing() {
        INDArray x = ramp(SHAPE);
        INDArray factors = candidate.subject(1e-10).train(x).div(x);
        assertThat(factors.equalsWithEps(ones(SHAPE), 1e-4)).isTrue();
    }

    /** [Flax, Keras] */
    @Test
    void aDroppedPositionIsZeroWhateverTheInput() {
        assumeTrue(candidate.selects(), REAL_FACTORS);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Nd4j.getRandom().setSeed(3);
            float[] mask = flat(candidate.subject(0.5).train(ones(SHAPE)));
            Nd4j.getRandom().setSeed(3);
            float[] out = flat(candidate.subject(0.5).train(filled(bad)));
            for (int i = 0; i < mask.length; i++) {
                assertThat(out[i]).isEqualTo(Float.valueOf(mask[i] == 0 ? 0f : bad));
            }
        }
    }

    /** [Keras] */
    @Test
    void everyFloatingPointTypeIsKept() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16}) {
            Subject subject = candidate.subject(0.8);
            INDArray x = ones(SHAPE).castTo(type);
            assertThat(subject.train(x).dataType()).isEqualTo(type);
            assertThat(subject.backward(x).dataType()).isEqualTo(type);
            assertThat(subject.infer(x).dataType()).isEqualTo(type);
        }
    }

    @Test
    void everyFloatingPointTypeMeetsTheSameMask() {
        float[] expected = null;
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.FLOAT16, DataType.BFLOAT16}) {
            Nd4j.getRandom().setSeed(11);
            float[] mask =
                    flat(candidate.subject(0.5).train(ones(SHAPE).castTo(type)).castTo(DataType.FLOAT));
            if (expected == null) {
                expected = mask;
            }
            // Real factors are rounded to the type; those of BFLOAT16 have 8 bits.
            assertThat(furthest(mask, expected)).isLessThanOrEqualTo(candidate.selects() ? 0f : 0.03f);
        }
    }

    private static float furthest(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        float furthest = 0;
        for (int i = 0; i < actual.length; i++) {
            furthest = Math.max(furthest, Math.abs(actual[i] - expected[i])); // NaN if one of them is
        }
        return furthest;
    }

    /** [Paddle] */
    @Test
    void integersAreRefused() {
        assertThatThrownBy(() -> candidate.subject(0.5).train(Nd4j.ones(DataType.INT32, SHAPE)))
                .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                .hasMessageContaining("INT");
    }

    /** [PyTorch, Keras] */
    @Test
    void ratesOutsideTheIntervalAreRefused() {
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> candidate.subject(bad));
        }
    }

    /** [PyTorch] */
    @Test
    void everyViewOfAnArrayWorks() {
        assumeTrue(candidate.takesRank(4), "the noise shape has no meaning for rank 4");
        INDArray whole = ramp(3, 4, 5, 6);
        for (int[] order : permutations()) {
            INDArray view = whole.permute(order);
            INDArray copy = view.dup('c');
            Nd4j.getRandom().setSeed(17);
            Subject ofTheView = candidate.subject(0.3);
            INDArray fromView = ofTheView.train(view);
            Nd4j.getRandom().setSeed(17);
            Subject ofTheCopy = candidate.subject(0.3);
            assertThat(fromView).isEqualTo(ofTheCopy.train(copy));
            assertThat(ofTheView.backward(view)).isEqualTo(ofTheCopy.backward(copy));
            assertThat(fromView.shape()).isEqualTo(copy.shape());
        }
    }

    /** The mask goes by the position in the array, not in memory. [PyTorch 47176] */
    @Test
    void theOrderInMemoryDoesNotChangeTheMask() {
        Nd4j.getRandom().setSeed(19);
        INDArray c = candidate.subject(0.5).train(ones(SHAPE));
        Nd4j.getRandom().setSeed(19);
        INDArray f = candidate.subject(0.5).train(ones(SHAPE).dup('f'));
        assertThat(f).isEqualTo(c);
    }

    /** [PyTorch] */
    @Test
    void emptyArraysKeepTheirShape() {
        INDArray empty = Nd4j.create(DataType.FLOAT, 0, 3, 2);
        Subject subject = candidate.subject(0.5);
        assertThat(subject.train(empty).shape()).isEqualTo(empty.shape());
        assertThat(subject.backward(empty).shape()).isEqualTo(empty.shape());
    }

    @Test
    void oneElementArraysWork() {
        assumeTrue(candidate.selects(), REAL_FACTORS);
        INDArray one = Nd4j.ones(DataType.FLOAT, 1, 1, 1);
        Subject subject = candidate.subject(0.5);
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            double value = subject.train(one).getDouble(0);
            assertThat(value).isIn(0.0, candidate.trainFactor(0.5));
            assertThat(subject.backward(one).getDouble(0)).isEqualTo(value);
            kept += value == 0 ? 0 : 1;
        }
        assertThat((double) kept).isCloseTo(100, within(SIGMAS * Math.sqrt(50)));
    }

    /** [PyTorch] */
    @Test
    void theSameRandomStateGivesTheSameMask() {
        Nd4j.getRandom().setSeed(123);
        INDArray first = candidate.subject(0.5).train(ones(SHAPE));
        INDArray second = candidate.subject(0.5).train(ones(SHAPE));
        Nd4j.getRandom().setSeed(123);
        assertThat(candidate.subject(0.5).train(ones(SHAPE))).isEqualTo(first).isNotEqualTo(second);
    }

    /** [Deeplearning4j] */
    @Test
    void aScheduledRateIsThatOfTheIteration() {
        Subject subject = candidate.scheduled(0.0, 0.9, 5);
        subject.at(4, 0);
        assertThat(mean(subject.train(ones(SHAPE)))).isEqualTo(1.0);
        subject.backward(ones(SHAPE));
        subject.at(5, 1);
        double sigma = candidate.trainDeviation(0.9) / Math.sqrt(candidate.draws(SHAPE));
        assertThat(mean(subject.train(ones(SHAPE))))
                .isCloseTo(candidate.trainMean(0.9), within(SIGMAS * sigma))
                .isNotEqualTo(1.0);
    }

    @Test
    void aScheduleThatLeavesTheIntervalIsRefused() {
        Subject subject = candidate.scheduled(0.5, 1.5, 3);
        subject.train(ones(SHAPE));
        subject.backward(ones(SHAPE));
        subject.at(3, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> subject.train(ones(SHAPE)));
    }

    private static INDArray ones(long... shape) {
        return Nd4j.ones(DataType.FLOAT, shape);
    }

    private static INDArray filled(float value) {
        float[] values = new float[(int) Arrays.stream(SHAPE).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, value);
        return Nd4j.createFromArray(values).reshape(SHAPE);
    }

    private static INDArray ramp(long... shape) {
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return Nd4j.linspace(1, length, length, DataType.FLOAT).reshape(shape).dup();
    }

    private static float[] flat(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static double mean(INDArray array) {
        return array.castTo(DataType.DOUBLE).meanNumber().doubleValue();
    }

    private static int[][] permutations() {
        return Stream.of(
                        "0123", "0132", "0213", "0231", "0312", "0321", "1023", "1032", "1203", "1230", "1302", "1320",
                        "2013", "2031", "2103", "2130", "2301", "2310", "3012", "3021", "3102", "3120", "3201", "3210")
                .map(order -> order.chars().map(digit -> digit - '0').toArray())
                .toArray(int[][]::new);
    }
}
