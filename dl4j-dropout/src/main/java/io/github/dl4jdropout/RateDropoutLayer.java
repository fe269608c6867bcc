package io.github.dl4jdropout;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.util.OneTimeLogger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonInclude;
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
 * <p>With a seed, the masks are a function of (seed, index of the layer, iteration, epoch, pass within the iteration) alone: not
 * of the thread, of other random numbers or of an earlier run from which training was resumed. Without one, each training-mode
 * forward pass draws one number from {@code Nd4j.getRandom()} of its thread. A dropout that the network configuration gives to
 * all layers is not applied by this one.
 */
public final class RateDropoutLayer extends NoParamLayer {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(RateDropoutLayer.class);

    private MaskRecipe recipe;

    /** True if the user said where the channels are, so that no InputType changes it. */
    private final boolean explicitFormat;

    /** True if a network has this object, so that no InputType of another network changes its format. */
    private transient boolean inNetwork;

    @JsonCreator
    private RateDropoutLayer(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "scaling", required = true) Scaling scaling,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty(value = "channelsLast", required = true) boolean channelsLast,
            @JsonProperty("explicitFormat") boolean explicitFormat,
            @JsonProperty("seed") Long seed) {
        if (isScheduledInference(rate, scaling)) { // which version 0.1 could save
            OneTimeLogger.warn(
                    LOG,
                    "The outputs of a RateDropoutLayer with " + scaling + " and " + rate
                            + " depend on the iteration, which copies of a network may lose: see SeededDropout.copyCounters");
        }
        this.explicitFormat = explicitFormat;
        this.recipe = new MaskRecipe(
                rate,
                new RateDropout.Formula(scaling),
                noiseShape,
                explicitFormat ? ChannelPosition.of(channelsLast) : ChannelPosition.lastOrUnsaid(channelsLast),
                seed);
    }

    private RateDropoutLayer(Builder builder) {
        super(builder);
        this.explicitFormat = builder.channels != ChannelPosition.UNSAID;
        this.recipe = new MaskRecipe(
                builder.rate,
                new RateDropout.Formula(builder.scaling),
                builder.noiseShape,
                builder.channels,
                builder.seed);
    }

    /** Sets what differs from element-wise inverted dropout without a seed. */
    @SuppressWarnings("unchecked") // the generic signature of build() is Deeplearning4j's
    public static final class Builder extends Layer.Builder<Builder> {

        private final DropRate rate;
        private Scaling scaling = Scaling.UPSCALE_IN_TRAIN;
        private NoiseShape noiseShape = NoiseShape.ELEMENT;
        private ChannelPosition channels = ChannelPosition.UNSAID;
        private Long seed;

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
            this.rate = rate;
        }

        /**
         * What is multiplied with what; by default {@link Scaling#UPSCALE_IN_TRAIN}.
         *
         * @param scaling the scaling
         * @return this
         */
        public Builder scaling(Scaling scaling) {
            this.scaling = scaling;
            return this;
        }

        /**
         * Which elements share a draw; by default none do.
         *
         * @param noiseShape the noise shape
         * @return this
         */
        public Builder noiseShape(NoiseShape noiseShape) {
            this.noiseShape = noiseShape;
            return this;
        }

        /**
         * Says where the input has its channels: on the last axis ([N, H, W, C], [N, T, C]) or on axis 1. Overrules every
         * {@code InputType}. Needed where there is none, and for {@link NoiseShape#CHANNEL} on volumes whose type is that of
         * [N, D, H, W, C].
         *
         * @param channelsLast true for the last axis, false for axis 1
         * @return this
         */
        public Builder channelsLast(boolean channelsLast) {
            this.channels = ChannelPosition.of(channelsLast);
            return this;
        }

        /**
         * Makes the masks a function of this number, the index of the layer, iteration, epoch and pass.
         *
         * @param seed any number; layers of one network may share it
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * Not supported: this layer is the dropout.
         *
         * @param inputRetainProbability ignored
         * @return never
         * @throws UnsupportedOperationException always
         */
        @Override
        public Builder dropOut(double inputRetainProbability) {
            throw noDropoutOnDropout();
        }

        /**
         * Not supported: this layer is the dropout.
         *
         * @param dropout ignored
         * @return never
         * @throws UnsupportedOperationException always
         */
        @Override
        public Builder dropOut(IDropout dropout) {
            throw noDropoutOnDropout();
        }

        private static UnsupportedOperationException noDropoutOnDropout() {
            return new UnsupportedOperationException(
                    "dropOut(...) on a RateDropoutLayer: expected the rate in the constructor of"
                            + " its Builder, received a second dropout, which would not be applied");
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

    MaskRecipe recipe() {
        return recipe;
    }

    /**
     * The mask that a seeded layer applies, without running a network: 0 where it drops, the train factor of its scaling where it
     * keeps.
     *
     * @param step the pass; its layer is the index of this layer in its network, {@code network.getLayer(...).getIndex()}
     * @param shape shape of the layer's input
     * @return a new array of that shape, of ND4J's default floating point type; the caller owns it
     * @throws IllegalStateException if this layer has no seed
     * @throws IllegalArgumentException if the noise shape has no meaning for the rank
     */
    public INDArray mask(Step step, long... shape) {
        return recipe.inspect(step, shape);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        inNetwork = true;
        RateDropoutLayerRuntime layer = new RateDropoutLayerRuntime(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The output is of the type of the input.
     */
    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (inputType == null) {
            throw new IllegalStateException("Invalid input type of layer " + layerIndex + " (" + getLayerName()
                    + "): expected an InputType, received null");
        }
        return inputType;
    }

    /**
     * Takes over the data format from the type of the input, if the user did not say it; there is no nIn to set.
     *
     * @param inputType type of the input
     * @param override ignored: what the user said is never overruled
     * @throws IllegalArgumentException if the type is that of volumes [N, D, H, W, C], the noise shape depends on where the channels
     *     are, and the user did not say it
     * @throws IllegalStateException if another network has this object, with another format, the noise shape depends on where the
     *     channels are, and the user did not say it
     */
    @Override
    public void setNIn(InputType inputType, boolean override) {
        ChannelPosition position = ChannelPosition.of(inputType);
        if (explicitFormat || position == ChannelPosition.UNSAID) {
            return;
        }
        if (position.isLast() != isChannelsLast()) {
            boolean doubtful = inputType instanceof InputType.InputTypeConvolutional3D && position.isLast();
            if (getNoiseShape().dependsOnFormat()) {
                requireFormat(!doubtful, inputType);
                requireOwnObject(inputType);
            }
            if (!doubtful) {
                recipe = recipe.withChannels(ChannelPosition.lastOrUnsaid(position.isLast()));
            }
        }
        inNetwork = true;
    }

    private void requireFormat(boolean known, InputType inputType) {
        if (!known) {
            throw new IllegalArgumentException("Invalid input type of " + this
                    + ": expected to know where the channels of a volume are, received " + inputType
                    + ", which Deeplearning4j 1.0.0-M2.1 gives to volumes of both formats; say channelsLast(false) for"
                    + " [N, C, D, H, W] or channelsLast(true) for [N, D, H, W, C]");
        }
    }

    private void requireOwnObject(InputType inputType) {
        if (inNetwork) {
            throw new IllegalStateException("Invalid input type of " + this
                    + ": expected one object per network, received " + inputType
                    + " for an object that a network with channels "
                    + (isChannelsLast() ? "on the last axis" : "on axis 1")
                    + " has already; build a RateDropoutLayer for each network, or say the format with"
                    + " channelsLast(true) or channelsLast(false)");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @return null: every type of input goes through as it is
     */
    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public boolean isPretrainParam(String paramName) {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Beside its output, the layer works with no memory that grows with the activations: masks are held by their keys.
     */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(layerName, RateDropoutLayer.class, inputType, inputType)
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /**
     * P(drop), or the schedule of it.
     *
     * @return the rate
     */
    public DropRate getRate() {
        return recipe.rate();
    }

    /**
     * What is multiplied with what.
     *
     * @return the scaling
     */
    public Scaling getScaling() {
        return ((RateDropout.Formula) recipe.formula()).scaling();
    }

    /**
     * Which elements share a draw.
     *
     * @return the noise shape
     */
    public NoiseShape getNoiseShape() {
        return recipe.noiseShape();
    }

    /**
     * Tells where the channels of the input are.
     *
     * @return true for the last axis, false for axis 1
     */
    public boolean isChannelsLast() {
        return recipe.channels().isLast();
    }

    @JsonProperty("explicitFormat")
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private boolean isExplicitFormat() {
        return explicitFormat;
    }

    /**
     * The seed.
     *
     * @return the seed, or null if keys come from {@code Nd4j.getRandom()}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Long getSeed() {
        return recipe.seed();
    }

    @Override
    public RateDropoutLayer clone() {
        RateDropoutLayer copy = (RateDropoutLayer) super.clone();
        copy.inNetwork = false;
        if (iDropout != null) {
            copy.iDropout = iDropout.clone();
        }
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RateDropoutLayer
                && super.equals(other)
                && recipe.equals(((RateDropoutLayer) other).recipe);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof RateDropoutLayer;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), recipe);
    }

    @Override
    public String toString() {
        return "new RateDropoutLayer.Builder(" + recipe.rateArgument() + ")"
                + (layerName == null ? "" : ".name(\"" + escaped(layerName) + "\")") + recipe.builderCalls()
                + ".build()";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
