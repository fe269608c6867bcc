package io.github.dl4jdropout;

import io.github.dl4jdropout.kernel.FactorProduct;
import io.github.dl4jdropout.mask.NormalDraws;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gaussian dropout on the input of a layer, by drop rate: in training x · n with n from N(1, rate / (1 - rate)), at inference x. What
 * {@code .dropOut(...)} of a Deeplearning4j layer or network takes.
 *
 * <pre>{@code new DenseLayer.Builder().nOut(1024).dropOut(RateGaussianDropout.of(0.5)).build()}</pre>
 *
 * <p>Mean and variance of the factors are those of {@link RateDropout} at the same rate; nothing is dropped. N. Srivastava et al.,
 * <cite>Dropout: A simple way to prevent neural networks from overfitting</cite>, JMLR 15, 2014, section 10. The rate is that of Keras'
 * {@code GaussianDropout}, and that of Deeplearning4j's {@code GaussianDropout}, whose variance is the same. Rate 0 is the identity; rate 1
 * is refused, because the variance would be infinite.
 *
 * <p>Where it may stand, and what it does with seeds, threads and {@code clear()}, is as for {@link RateDropout}.
 * {@link RateGaussianDropoutLayer} is the same noise as a layer of its own.
 */
public final class RateGaussianDropout extends KeyedDropout {

    private static final long serialVersionUID = 1L;

    /** Gaussian noise: x · n, n from N(1, rate / (1 - rate)), with one n for each draw. */
    record Formula() implements Noise.Formula {

        @Override
        public Noise draw(long key, double rate, int[] sharedAxes) {
            NormalDraws normal = new NormalDraws(key);
            double deviation = Math.sqrt(rate / DropRate.complement(rate));
            return (in, out) -> FactorProduct.multiply(p -> 1.0 + deviation * normal.at(p), sharedAxes, in, out);
        }

        @Override
        public double requireDefined(double rate) {
            if (rate == 1.0) {
                throw new IllegalArgumentException(
                        "Invalid drop rate of Gaussian dropout: expected a rate below 1, because"
                                + " the variance is rate / (1 - rate), received 1.0");
            }
            return rate;
        }
    }

    private RateGaussianDropout(MaskRecipe recipe, int layer) {
        super(recipe, layer);
    }

    @JsonCreator
    private static RateGaussianDropout fromJson(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty("channelsLast") Boolean channelsLast,
            @JsonProperty("seed") Long seed,
            @JsonProperty("layer") int layer) {
        return new RateGaussianDropout(
                new MaskRecipe(rate, new Formula(), noiseShape, ChannelPosition.of(channelsLast), seed), layer);
    }

    /**
     * Element-wise Gaussian dropout without a seed.
     *
     * @param rate the rate, in [0, 1)
     * @return the dropout
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0, 1 or above
     */
    public static RateGaussianDropout of(double rate) {
        return builder(rate).build();
    }

    /**
     * A builder of a Gaussian dropout with more than a rate.
     *
     * @param rate the rate, in [0, 1)
     * @return a builder
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static Builder builder(double rate) {
        return builder(DropRate.of(rate));
    }

    /**
     * A builder of a Gaussian dropout with a rate from a schedule.
     *
     * @param rate the rate
     * @return a builder
     */
    public static Builder builder(DropRate rate) {
        return new Builder(rate);
    }

    /** Sets what differs from element-wise Gaussian dropout without a seed. */
    public static final class Builder extends KeyedDropout.Builder<Builder> {

        private Builder(DropRate rate) {
            super(rate, new Formula());
        }

        /**
         * Builds the dropout.
         *
         * @return a new dropout
         * @throws IllegalArgumentException if the rate is 1
         */
        public RateGaussianDropout build() {
            return new RateGaussianDropout(recipe(), layer());
        }
    }

    @Override
    RateGaussianDropout with(MaskRecipe recipe, int layer) {
        return new RateGaussianDropout(recipe, layer);
    }

    @Override
    public RateGaussianDropout clone() {
        return (RateGaussianDropout) super.clone();
    }
}
