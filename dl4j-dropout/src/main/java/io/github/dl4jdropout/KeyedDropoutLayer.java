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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer whose noise is a function of a key: what all layers of this library have in common. It is not for subclasses outside the
 * library.
 */
public abstract class KeyedDropoutLayer extends NoParamLayer {

    private static final long serialVersionUID = 1L;

    private MaskRecipe recipe;

    /** True if the user said where the channels are, so that no InputType changes it. */
    private final boolean explicitFormat;

    /** True if a network has this object, so that no InputType of another network changes its format. */
    private transient boolean inNetwork;

    /** Reads JSON. */
    KeyedDropoutLayer(
            DropRate rate,
            Noise.Formula formula,
            NoiseShape noiseShape,
            boolean channelsLast,
            boolean explicitFormat,
            Long seed) {
        ChannelPosition channels =
                explicitFormat ? ChannelPosition.of(channelsLast) : ChannelPosition.lastOrUnsaid(channelsLast);
        this.explicitFormat = explicitFormat;
        this.recipe = new MaskRecipe(rate, formula, noiseShape, channels, seed);
    }

    KeyedDropoutLayer(Builder<?> builder, Noise.Formula formula) {
        super(builder);
        this.explicitFormat = builder.channels != ChannelPosition.UNSAID;
        this.recipe = new MaskRecipe(builder.rate, formula, builder.noiseShape, builder.channels, builder.seed);
    }

    /**
     * Sets what differs from element-wise noise without a seed.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> extends Layer.Builder<B> {

        final DropRate rate;
        private NoiseShape noiseShape = NoiseShape.ELEMENT;
        private ChannelPosition channels = ChannelPosition.UNSAID;
        private Long seed;

        Builder(DropRate rate) {
            this.rate = rate;
        }

        @SuppressWarnings("unchecked") // each builder is its own B
        private B self() {
            return (B) this;
        }

        /**
         * Which elements share a draw; by default none do.
         *
         * @param noiseShape the noise shape
         * @return this
         */
        public B noiseShape(NoiseShape noiseShape) {
            this.noiseShape = noiseShape;
            return self();
        }

        /**
         * Says where the input has its channels: on the last axis ([N, H, W, C], [N, T, C]) or on axis 1. Overrules every
         * {@code InputType}. Needed where there is none, and for {@link NoiseShape#CHANNEL} on volumes whose type is that of
         * [N, D, H, W, C].
         *
         * @param channelsLast true for the last axis, false for axis 1
         * @return this
         */
        public B channelsLast(boolean channelsLast) {
            this.channels = ChannelPosition.of(channelsLast);
            return self();
        }

        /**
         * Makes the masks a function of this number, the index of the layer, iteration, epoch and pass.
         *
         * @param seed any number; layers of one network may share it
         * @return this
         */
        public B seed(long seed) {
            this.seed = seed;
            return self();
        }

        /**
         * Not supported: this layer is the dropout.
         *
         * @param inputRetainProbability ignored
         * @return never
         * @throws UnsupportedOperationException always
         */
        @Override
        public B dropOut(double inputRetainProbability) {
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
        public B dropOut(IDropout dropout) {
            throw noDropoutOnDropout();
        }

        private static UnsupportedOperationException noDropoutOnDropout() {
            return new UnsupportedOperationException(
                    "dropOut(...) on a dropout layer: expected the rate in the constructor of"
                            + " its Builder, received a second dropout, which would not be applied");
        }
    }

    MaskRecipe recipe() {
        return recipe;
    }

    /**
     * The array that a seeded layer makes of ones in training, without running a network: its mask.
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
        AppliedDropout layer = new AppliedDropout(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
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
                    + " has already; build a layer for each network, or say the format with"
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

    /**
     * {@inheritDoc}
     *
     * <p>Beside its output, the layer works with no memory that grows with the activations: masks are held by their keys.
     */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, inputType)
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

    /**
     * A layer that differs in the rate alone; {@link DropRates} exchanges that of a network.
     *
     * @param rate the rate
     * @return a new layer configuration
     * @throws IllegalArgumentException if the builder would refuse the rate for this layer
     */
    public KeyedDropoutLayer withRate(DropRate rate) {
        KeyedDropoutLayer copy = clone();
        copy.exchangeOfRate(rate).run();
        return copy;
    }

    /** Checks a rate, and returns what puts it in the place of that of this object. */
    Runnable exchangeOfRate(DropRate rate) {
        requireBuildable(rate);
        MaskRecipe exchanged = recipe.withRate(rate);
        return () -> recipe = exchanged;
    }

    /** Refuses a rate that the builder would refuse, beyond those for which the noise has no value. */
    void requireBuildable(DropRate rate) {
        // by default none
    }

    @Override
    public KeyedDropoutLayer clone() {
        KeyedDropoutLayer copy = (KeyedDropoutLayer) super.clone();
        copy.inNetwork = false;
        if (iDropout != null) {
            copy.iDropout = iDropout.clone();
        }
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyedDropoutLayer
                && super.equals(other)
                && recipe.equals(((KeyedDropoutLayer) other).recipe);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), recipe);
    }

    @Override
    public String toString() {
        return "new " + getClass().getSimpleName() + ".Builder(" + recipe.rateArgument() + ")"
                + (layerName == null ? "" : ".name(\"" + escaped(layerName) + "\")") + recipe.builderCalls()
                + ".build()";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
