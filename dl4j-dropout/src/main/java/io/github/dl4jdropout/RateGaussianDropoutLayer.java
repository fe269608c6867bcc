package io.github.dl4jdropout;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer of Gaussian dropout: in training x · n with n from N(1, rate / (1 - rate)), at inference x, for feed-forward, convolutional and
 * recurrent activations.
 *
 * <pre>{@code
 * .layer(new DenseLayer.Builder().nOut(1024).activation(Activation.RELU).build())
 * .layer(RateGaussianDropoutLayer.of(0.5))
 * .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
 * }</pre>
 *
 * <p>The noise is that of {@link RateGaussianDropout}, which has the source. Where the layer may stand, its data format, seeds and state are
 * as for {@link RateDropoutLayer}.
 */
public final class RateGaussianDropoutLayer extends KeyedDropoutLayer {

    private static final long serialVersionUID = 1L;

    @JsonCreator
    private RateGaussianDropoutLayer(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty(value = "channelsLast", required = true) boolean channelsLast,
            @JsonProperty("explicitFormat") boolean explicitFormat,
            @JsonProperty("seed") Long seed) {
        super(rate, new RateGaussianDropout.Formula(), noiseShape, channelsLast, explicitFormat, seed);
    }

    private RateGaussianDropoutLayer(Builder builder) {
        super(builder, new RateGaussianDropout.Formula());
    }

    /**
     * A layer of element-wise Gaussian dropout without a seed.
     *
     * @param rate the rate, in [0, 1)
     * @return the layer
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0, 1 or above
     */
    public static RateGaussianDropoutLayer of(double rate) {
        return builder(rate).build();
    }

    /**
     * A builder of a layer with more than a rate; the same as {@code new RateGaussianDropoutLayer.Builder(rate)}.
     *
     * @param rate the rate, in [0, 1)
     * @return a builder
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static Builder builder(double rate) {
        return new Builder(rate);
    }

    /**
     * A builder of a layer with a rate from a schedule.
     *
     * @param rate the rate
     * @return a builder
     */
    public static Builder builder(DropRate rate) {
        return new Builder(rate);
    }

    /** Sets what differs from element-wise Gaussian dropout without a seed. */
    @SuppressWarnings("unchecked") // the generic signature of build() is Deeplearning4j's
    public static final class Builder extends KeyedDropoutLayer.Builder<Builder> {

        /**
         * A layer with one rate.
         *
         * @param rate the rate, in [0, 1)
         * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
         */
        public Builder(double rate) {
            this(DropRate.of(rate));
        }

        /**
         * A layer with a rate from a schedule.
         *
         * @param rate the rate
         */
        public Builder(DropRate rate) {
            super(rate);
        }

        /**
         * Builds the layer.
         *
         * @return a new layer configuration
         * @throws IllegalArgumentException if the rate is 1
         */
        @Override
        public RateGaussianDropoutLayer build() {
            return new RateGaussianDropoutLayer(this);
        }
    }

    @Override
    public RateGaussianDropoutLayer clone() {
        return (RateGaussianDropoutLayer) super.clone();
    }
}
