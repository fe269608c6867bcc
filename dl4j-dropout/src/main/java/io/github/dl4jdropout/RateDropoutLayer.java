package io.github.dl4jdropout;

import org.nd4j.common.util.OneTimeLogger;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A layer that drops: every {@link Scaling}, in training and at inference, and every {@link NoiseShape}, for feed-forward,
 * convolutional and recurrent activations.
 *
 * <pre>{@code
 * .layer(new DenseLayer.Builder().nOut(1024).activation(Activation.RELU).build())
 * .layer(new RateDropoutLayer.Builder(0.5).build())
 * .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
 * }</pre>
 *
 * <p>It stands where it is put, in a {@code MultiLayerNetwork} or a {@code ComputationGraph}, and does not depend on what its
 * neighbours do with an {@code IDropout}. Shapes go through unchanged, as do sequence masks. It has no parameters.
 *
 * <p>The data format (channels first or last) is that of {@link Builder#channelsLast(boolean)}, where the user says it. Otherwise
 * it is taken from the {@code InputType} of the network, where one is set: of sequences and images in both formats, of volumes only
 * [N, C, D, H, W], because Deeplearning4j 1.0.0-M2.1 gives the type of [N, D, H, W, C] to many volumes that are not. Otherwise
 * channels are on axis 1. A layer object that takes its format from an {@code InputType} belongs to one network.
 *
 * <p>With a seed, the masks are a function of (seed, index of the layer, iteration, epoch, pass within the iteration, worker) alone: not
 * of the thread, of other random numbers or of an earlier run from which training was resumed. Without one, each training-mode
 * forward pass draws one number from {@code Nd4j.getRandom()} of its thread. A dropout that the network configuration gives to
 * all layers is not applied by this one.
 */
public final class RateDropoutLayer extends KeyedDropoutLayer {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(RateDropoutLayer.class);

    @JsonCreator
    private RateDropoutLayer(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "scaling", required = true) Scaling scaling,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty(value = "channelsLast", required = true) boolean channelsLast,
            @JsonProperty("explicitFormat") boolean explicitFormat,
            @JsonProperty("seed") Long seed) {
        super(rate, new RateDropout.Formula(scaling), noiseShape, channelsLast, explicitFormat, seed);
        if (isScheduledInference(rate, scaling)) { // which version 0.1 could save
            OneTimeLogger.warn(
                    LOG,
                    "The outputs of a RateDropoutLayer with " + scaling + " and " + rate
                            + " depend on the iteration, which copies of a network may lose: see SeededDropout.copyCounters");
        }
    }

    private RateDropoutLayer(Builder builder) {
        super(builder, new RateDropout.Formula(builder.scaling));
    }

    /**
     * A layer of element-wise inverted dropout without a seed.
     *
     * @param rate P(drop), in [0, 1]; Deeplearning4j's own {@code DropoutLayer} takes 1 - rate
     * @return the layer
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static RateDropoutLayer of(double rate) {
        return builder(rate).build();
    }

    /**
     * A builder of a layer with more than a rate; the same as {@code new RateDropoutLayer.Builder(rate)}.
     *
     * @param rate P(drop), in [0, 1]
     * @return a builder
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static Builder builder(double rate) {
        return new Builder(rate);
    }

    /**
     * A builder of a layer with a rate from a schedule or from a retain probability.
     *
     * @param rate the rate
     * @return a builder
     */
    public static Builder builder(DropRate rate) {
        return new Builder(rate);
    }

    /** Sets what differs from element-wise inverted dropout without a seed. */
    @SuppressWarnings("unchecked") // the generic signature of build() is Deeplearning4j's
    public static final class Builder extends KeyedDropoutLayer.Builder<Builder> {

        private Scaling scaling = Scaling.UPSCALE_IN_TRAIN;

        /**
         * A layer that drops at one rate.
         *
         * @param rate P(drop), in [0, 1]; Deeplearning4j's own {@code DropoutLayer} takes 1 - rate
         * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
         */
        public Builder(double rate) {
            this(DropRate.of(rate));
        }

        /**
         * A layer with a rate from a schedule or from a retain probability.
         *
         * @param rate the rate
         */
        public Builder(DropRate rate) {
            super(rate);
        }

        /**
         * The factors in training and at inference; by default {@link Scaling#UPSCALE_IN_TRAIN}.
         *
         * @param scaling the scaling
         * @return this
         */
        public Builder scaling(Scaling scaling) {
            this.scaling = scaling;
            return this;
        }

        /**
         * Builds the layer.
         *
         * @return a new layer configuration
         * @throws IllegalArgumentException if the rate is 1 and the scaling {@link Scaling#UPSCALE_IN_INFER}; or if the rate is
         *     scheduled and the scaling {@link Scaling#DOWNSCALE_IN_INFER} or {@link Scaling#UPSCALE_IN_INFER}, whose outputs would
         *     depend on an iteration that copies of a network may lose
         */
        @Override
        public RateDropoutLayer build() {
            requireSteadyInference(rate, scaling);
            return new RateDropoutLayer(this);
        }
    }

    private static void requireSteadyInference(DropRate rate, Scaling scaling) {
        if (isScheduledInference(rate, scaling)) {
            throw new IllegalArgumentException(
                    "Invalid scaling of a scheduled drop rate: expected UPSCALE_IN_TRAIN or NONE, which do not act at inference,"
                            + " because copies of a network may lose the iteration, received " + scaling + " with "
                            + rate
                            + "; take UPSCALE_IN_TRAIN, or a fixed rate");
        }
    }

    private static boolean isScheduledInference(DropRate rate, Scaling scaling) {
        return rate != null && rate.getSchedule() != null && scaling != null && scaling.inferFactor(0.5) != 1.0;
    }

    /**
     * The factors in training and at inference.
     *
     * @return the scaling
     */
    public Scaling getScaling() {
        return ((RateDropout.Formula) recipe().formula()).scaling();
    }

    @Override
    void requireBuildable(DropRate rate) {
        requireSteadyInference(rate, getScaling());
    }

    @Override
    public RateDropoutLayer clone() {
        return (RateDropoutLayer) super.clone();
    }
}
