package io.github.dl4jdropout;

import io.github.dl4jdropout.mask.Mask;
import io.github.dl4jdropout.mask.MaskKernels;
import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Inverted dropout on the input of a layer, by drop rate: in training x · keep / (1 - rate), at inference x. What
 * {@code .dropOut(...)} of a Deeplearning4j layer or network takes.
 *
 * <pre>{@code new DenseLayer.Builder().nOut(1024).dropOut(RateDropout.of(0.5)).build()}</pre>
 *
 * <p>The scaling is always {@link Scaling#UPSCALE_IN_TRAIN}, because Deeplearning4j does not call an {@code IDropout} at
 * inference; {@link RateDropoutLayer} has the others, and works beside every type of layer. Many Deeplearning4j layers ignore
 * their {@code IDropout} without a word, among them pooling, batch normalisation, activation and embedding layers; the package
 * page lists them. Where a layer would call this class in a way that gives wrong gradients, it throws instead; where that depends on the
 * data format, it believes what {@link Builder#channelsLast} said.
 *
 * <h2>Masks</h2>
 *
 * Without a seed, each training-mode forward pass draws one number from {@code Nd4j.getRandom()} of its thread. With a seed the
 * masks are a function of (seed, {@link Builder#layer(int) layer}, iteration, epoch, pass) alone. No mask array is held between
 * forward and backward: the mask is drawn again from its key.
 *
 * <h2>State</h2>
 *
 * The configuration is immutable. Forward passes that wait for their backward pass are kept for each thread apart, last in,
 * first out: an instance may be shared by several layers and by networks in several threads. {@link #clear()} forgets those of
 * the calling thread. {@code clone()}, JSON and Java serialisation copy the configuration alone.
 */
public final class RateDropout implements IDropout {

    private static final long serialVersionUID = 1L;

    private final MaskRecipe recipe;
    private final int layer;
    private final transient ThreadLocal<PendingPasses> passes = ThreadLocal.withInitial(PendingPasses::new);

    private RateDropout(MaskRecipe recipe, int layer) {
        this.recipe = recipe;
        this.layer = layer;
    }

    @JsonCreator
    private static RateDropout fromJson(
            @JsonProperty(value = "rate", required = true) DropRate rate,
            @JsonProperty(value = "noiseShape", required = true) NoiseShape noiseShape,
            @JsonProperty(value = "channelsLast", required = true) Boolean channelsLast,
            @JsonProperty("seed") Long seed,
            @JsonProperty(value = "layer", required = true) int layer) {
        return create(rate, noiseShape, ChannelPosition.of(channelsLast), seed, layer);
    }

    private static RateDropout create(
            DropRate rate, NoiseShape noiseShape, ChannelPosition channels, Long seed, int layer) {
        return new RateDropout(new MaskRecipe(rate, Scaling.UPSCALE_IN_TRAIN, noiseShape, channels, seed), layer);
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
     * A dropout with more than a rate.
     *
     * @param rate P(drop), in [0, 1]
     * @return a builder
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static Builder builder(double rate) {
        return builder(DropRate.of(rate));
    }

    /**
     * A dropout with a rate from a schedule or from a retain probability.
     *
     * @param rate the rate
     * @return a builder
     */
    public static Builder builder(DropRate rate) {
        return new Builder(rate);
    }

    /** Sets what differs from element-wise dropout without a seed. */
    public static final class Builder {

        private final DropRate rate;
        private NoiseShape noiseShape = NoiseShape.ELEMENT;
        private ChannelPosition channels = ChannelPosition.UNSAID;
        private Long seed;
        private int layer;

        private Builder(DropRate rate) {
            this.rate = rate;
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
         * Whether the layer's input has its channels on the last axis ([N, H, W, C], [N, T, C]) rather than on axis 1. An
         * {@code IDropout} is not told the format by Deeplearning4j. Where nobody says it, {@link NoiseShape#CHANNEL} takes axis 1,
         * which on [N, H, W, C] drops rows, and is noticed by no layer but the 2D convolution. LSTM layers hand over [N, C, T]
         * whatever their own format is.
         *
         * <p>A 2D convolution whose input has C = H = W is refused unless {@code false} was said: those on [N, H, W, C] hand over the
         * gradient as [N, C, H, W], and there its shape does not show it. Said of one on [N, H, W, C], {@code false} is believed, and
         * the gradients would be wrong.
         *
         * @param channelsLast whether channels are last
         * @return this
         */
        public Builder channelsLast(boolean channelsLast) {
            this.channels = ChannelPosition.of(channelsLast);
            return this;
        }

        /**
         * Makes the masks a function of this number, the {@link #layer(int)}, iteration, epoch and pass. An {@code IDropout} does
         * not know its layer: copies of one seeded instance in several layers draw the same bits, unless each is given its own
         * seed or layer number.
         *
         * @param seed any number
         * @return this
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * A number that tells this dropout from others of the same seed, such as the index of its layer; by default 0.
         *
         * @param layer any number
         * @return this
         */
        public Builder layer(int layer) {
            this.layer = layer;
            return this;
        }

        /**
         * Builds the dropout.
         *
         * @return a new dropout
         */
        public RateDropout build() {
            return create(rate, noiseShape, channels, seed, layer);
        }
    }

    /**
     * Multiplies with a new mask: x · keep / (1 - rate).
     *
     * <p>Deeplearning4j often passes the activations of the layer below as both input and result, although other layers may still
     * read them. Then the product goes to a new array, so that their gradients stay right.
     *
     * @param inputActivations x, of a floating point type; not modified, except for layers that would not see a new array
     * @param resultArray array of the same shape; where the product goes, unless it is {@code inputActivations}
     * @param iteration parameter updates done so far
     * @param epoch epochs done so far
     * @param workspaceMgr where a new array is allocated, as {@code ArrayType.INPUT}; null means in place
     * @return the array that holds the product
     * @throws IllegalArgumentException if the array is not of a floating point type, if the noise shape has no meaning for its
     *     rank, or if a scheduled rate is not in [0, 1]
     * @throws IllegalStateException if the calling layer could train on wrong gradients
     */
    @Override
    public INDArray applyDropout(
            INDArray inputActivations, INDArray resultArray, int iteration, int epoch, LayerWorkspaceMgr workspaceMgr) {
        MaskKernels.requireFloatingPoint(inputActivations);
        MaskKernels.requireFloatingPoint(resultArray);
        INDArray in = inputActivations.castTo(resultArray.dataType());
        INDArray out = resultArray;
        if (dropsNothing(iteration, epoch)) {
            return in == out ? out : out.assign(in);
        }
        PendingPasses mine = passes.get();
        boolean takesNewArray = mine.caller()
                .takesNewArray(
                        inputActivations == resultArray,
                        in.rank(),
                        recipe.channels().hidesTransposition(in.shape()),
                        iteration,
                        !mine.isEmpty());
        if (in == out && takesNewArray && workspaceMgr != null) {
            out = workspaceMgr.createUninitialized(ArrayType.INPUT, in.dataType(), in.shape(), in.ordering());
        }
        Mask mask = recipe.next(layer, iteration, epoch, mine.counter(), in.rank());
        MaskKernels.multiply(mask, in, out);
        mine.push(mask, in.shape(), iteration, epoch);
        return out;
    }

    /** At rate 0 nothing is drawn, remembered or refused: it takes the dropout off, where the network sets one for all layers. */
    private boolean dropsNothing(int iteration, int epoch) {
        return recipe.rateAt(iteration, epoch) == 0.0;
    }

    /**
     * Multiplies a gradient with the mask of the last forward pass that has not been propagated back yet.
     *
     * @param gradAtOutput gradient with respect to the dropped activations, of their shape; or [N, C, H, W] where they were
     *     [N, H, W, C], which is how a 2D convolution hands it over
     * @param gradAtInput where the gradient with respect to the input goes, of the same shape; may be {@code gradAtOutput}
     * @param iteration the iteration of the forward pass
     * @param epoch the epoch of the forward pass
     * @return {@code gradAtInput}
     * @throws IllegalStateException if the rate is not 0, and no forward pass of this thread waits for its backward pass, or the
     *     last one was of another shape, iteration or epoch
     */
    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        INDArray gradient = gradAtOutput.castTo(gradAtInput.dataType());
        if (dropsNothing(iteration, epoch)) {
            return gradient == gradAtInput ? gradAtInput : gradAtInput.assign(gradient);
        }
        PendingPasses mine = passes.get();
        boolean transposed = !mine.isEmpty()
                && recipe.channels().takesTransposed(recipe.noiseShape(), mine.lastShape(), gradient.shape());
        Mask mask = mine.pop(gradAtOutput.shape(), transposed, iteration, epoch);
        INDArray out = transposed ? onChannelsLast(gradAtInput) : gradAtInput;
        if (gradient == gradAtInput) {
            MaskKernels.multiply(mask, out, out);
        } else {
            MaskKernels.multiply(mask, transposed ? onChannelsLast(gradient) : gradient, out);
        }
        return gradAtInput;
    }

    /** A view. */
    private static INDArray onChannelsLast(INDArray channelsFirst) {
        return channelsFirst.permute(0, 2, 3, 1);
    }

    /** Forgets the forward passes of the calling thread that wait for their backward pass. */
    @Override
    public void clear() {
        passes.get().clear();
    }

    /** Starts the count of passes of the calling thread anew: see {@link SeededDropout#rewind}. */
    void rewind() {
        passes.get().counter().rewind();
    }

    /**
     * The mask that a seeded dropout applies, without running a network: 0 where it drops, 1/(1 - rate) where it keeps.
     *
     * @param iteration parameter updates done before
     * @param epoch epochs done before
     * @param pass training-mode forward passes done before within the iteration; 0 in ordinary training
     * @param shape shape of the layer's input
     * @return a new array of that shape, of ND4J's default floating point type; the caller owns it
     * @throws IllegalStateException if this dropout has no seed
     * @throws IllegalArgumentException if the noise shape has no meaning for the rank
     */
    public INDArray mask(int iteration, int epoch, int pass, long... shape) {
        return recipe.inspect(layer, iteration, epoch, pass, shape);
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
     * Where the channels of the input were said to be.
     *
     * @return true for the last axis, false for axis 1, null if it was not said
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public Boolean getChannelsLast() {
        return recipe.channels().last();
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
     * The number that tells this dropout from others of the same seed.
     *
     * @return the number
     */
    public int getLayer() {
        return layer;
    }

    /**
     * A dropout that differs in the rate alone; {@link DropRates} exchanges that of a network.
     *
     * @param rate the rate
     * @return a new dropout
     */
    public RateDropout withRate(DropRate rate) {
        return new RateDropout(recipe.withRate(rate), layer);
    }

    /**
     * A dropout of the same configuration and no state.
     *
     * @return a new dropout
     */
    @Override
    public RateDropout clone() {
        return new RateDropout(recipe, layer);
    }

    private Object readResolve() {
        return clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RateDropout
                && recipe.equals(((RateDropout) other).recipe)
                && layer == ((RateDropout) other).layer;
    }

    @Override
    public int hashCode() {
        return Objects.hash(recipe, layer);
    }

    @Override
    public String toString() {
        String calls = recipe.builderCalls() + (layer == 0 ? "" : ".layer(" + layer + ")");
        if (calls.isEmpty() && recipe.rate().getFixed() != null) {
            return "RateDropout.of(" + recipe.rateArgument() + ")";
        }
        return "RateDropout.builder(" + recipe.rateArgument() + ")" + calls + ".build()";
    }
}
