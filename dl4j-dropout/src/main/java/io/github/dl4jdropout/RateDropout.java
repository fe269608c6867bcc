package io.github.dl4jdropout;

import io.github.dl4jdropout.kernel.MaskKernels;
import io.github.dl4jdropout.mask.KeepBits;
import io.github.dl4jdropout.mask.Mask;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inverted dropout on the input of a layer, by drop rate: in training x · keep / (1 - rate), at inference x. What
 * {@code .dropOut(...)} of a Deeplearning4j layer or network takes.
 *
 * <pre>{@code new DenseLayer.Builder().nOut(1024).dropOut(RateDropout.of(0.5)).build()}</pre>
 *
 * <p>The scaling is always {@link Scaling#UPSCALE_IN_TRAIN}, because Deeplearning4j does not call an {@code IDropout} at
 * inference; {@link RateDropoutLayer} has the others, and works beside every type of layer. Many Deeplearning4j layers ignore
 * their {@code IDropout} silently, among them pooling, batch normalization, activation and embedding layers; the package
 * page lists them. Where a layer would call this class in a way that gives wrong gradients, it throws instead; where that depends on the
 * data format, it relies on {@link Builder#channelsLast}.
 *
 * <h2>Masks</h2>
 *
 * Without a seed, each training-mode forward pass draws one number from {@code Nd4j.getRandom()} of its thread. With a seed the
 * masks are a function of (seed, {@link Builder#layer(int) layer}, iteration, epoch, pass, worker) alone. No mask array is held between
 * forward and backward: the mask is drawn again from its key.
 *
 * <h2>State</h2>
 *
 * The configuration is immutable. Forward passes that wait for their backward pass are kept for each thread apart, last in,
 * first out: an instance may be shared by several layers and by networks in several threads. {@link #clear()} forgets those of
 * the calling thread. {@code clone()}, JSON and Java serialisation copy the configuration alone.
 */
public final class RateDropout extends KeyedDropout {

    private static final long serialVersionUID = 1L;

    private static final Noise.Formula INVERTED = new Formula(Scaling.UPSCALE_IN_TRAIN);

    /**
     * Bernoulli noise, the formula of this library's dropout: x · keep · train factor, P(keep) = 1 - rate. It is no record, because Kryo
     * 4, which Spark has, cannot read the fields of one.
     */
    static final class Formula implements Noise.Formula {

        private static final long serialVersionUID = 1L;

        private final Scaling scaling;

        Formula(Scaling scaling) {
            this.scaling = Objects.requireNonNull(scaling, "scaling: expected a Scaling, received null");
        }

        Scaling scaling() {
            return scaling;
        }

        @Override
        public Noise draw(long key, double rate, int[] sharedAxes) {
            KeepBits bits = new KeepBits(key, DropRate.complement(rate));
            Mask mask = new Mask(bits, sharedAxes, scaling.trainFactor(rate));
            return (in, out) -> MaskKernels.multiply(mask, in, out);
        }

        @Override
        public double inferFactor(double rate) {
            return scaling.inferFactor(rate);
        }

        @Override
        public double requireDefined(double rate) {
            return scaling.requireDefined(rate);
        }

        @Override
        public String builderCall() {
            return scaling == Scaling.UPSCALE_IN_TRAIN ? "" : ".scaling(Scaling." + scaling + ")";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Formula && scaling == ((Formula) other).scaling;
        }

        @Override
        public int hashCode() {
            return scaling.hashCode();
        }
    }

    private RateDropout(MaskRecipe recipe, int layer) {
        super(recipe, layer);
    }

    @JsonCreator
    private static RateDropout fromJson(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty(value = "channelsLast", required = true) Boolean channelsLast,
            @JsonProperty("seed") Long seed,
            @JsonProperty(value = "layer", required = true) int layer,
            @JsonProperty("channelsKnown") Boolean channelsKnown) {
        return new RateDropout(
                new MaskRecipe(rate, INVERTED, noiseShape, ChannelPosition.of(channelsLast, channelsKnown), seed),
                layer);
    }

    /**
     * Element-wise dropout without a seed.
     *
     * @param rate P(drop), in [0, 1]; Deeplearning4j's own {@code dropOut(double)} takes 1 - rate
     * @return the dropout
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static RateDropout of(double rate) {
        return builder(rate).build();
    }

    /**
     * Element-wise dropout without a seed, by the number that Deeplearning4j's own {@code dropOut(double)} takes.
     *
     * @param retainProbability P(keep), in [0, 1]
     * @return the dropout
     * @throws IllegalArgumentException if {@code retainProbability} is NaN, below 0 or above 1
     */
    public static RateDropout ofRetain(double retainProbability) {
        return builder(DropRate.ofRetain(retainProbability)).build();
    }

    /**
     * A builder of a dropout with more than a rate.
     *
     * @param rate P(drop), in [0, 1]
     * @return a builder
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static Builder builder(double rate) {
        return builder(DropRate.of(rate));
    }

    /**
     * A builder of a dropout with a rate from a schedule or from a retain probability.
     *
     * @param rate the rate
     * @return a builder
     */
    public static Builder builder(DropRate rate) {
        return new Builder(rate);
    }

    /** Sets what differs from element-wise dropout without a seed. */
    public static final class Builder extends KeyedDropout.Builder<Builder> {

        private Builder(DropRate rate) {
            super(rate, INVERTED);
        }

        /**
         * Builds the dropout.
         *
         * @return a new dropout
         */
        public RateDropout build() {
            return new RateDropout(recipe(), layer());
        }
    }

    @Override
    RateDropout with(MaskRecipe recipe, int layer) {
        return new RateDropout(recipe, layer);
    }

    @Override
    public RateDropout clone() {
        return (RateDropout) super.clone();
    }
}
