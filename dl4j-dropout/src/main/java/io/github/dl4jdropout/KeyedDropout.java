package io.github.dl4jdropout;

import io.github.dl4jdropout.CallingLayer.Call;
import io.github.dl4jdropout.CallingLayer.Placement;
import io.github.dl4jdropout.kernel.MaskKernels;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * An {@code IDropout} whose noise is a function of a key: what all noises of this library have in common. It is not for subclasses
 * outside the library.
 *
 * <p>Here stands the life of a pass, once: where its output goes, what is refused, and which forward passes wait for their backward
 * pass. The formula of a noise stands in its own class.
 */
public abstract class KeyedDropout implements IDropout {

    private static final long serialVersionUID = 1L;

    private final MaskRecipe recipe;
    private final int layer;

    /**
     * By thread. It is no {@code ThreadLocal}, whose values a pooled thread keeps after the network is gone. Serializers that call no
     * constructor leave it null.
     */
    private transient Map<Thread, ThreadPasses> passes;

    KeyedDropout(MaskRecipe recipe, int layer) {
        this.recipe = recipe;
        this.layer = layer;
    }

    /**
     * Sets what differs from element-wise noise without a seed.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {

        private final DropRate rate;
        private final Noise.Formula formula;
        private NoiseShape noiseShape = NoiseShape.ELEMENT;
        private ChannelPosition channels = ChannelPosition.UNSAID;
        private Long seed;
        private int layer;

        Builder(DropRate rate, Noise.Formula formula) {
            this.rate = rate;
            this.formula = formula;
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
         * Says whether the input of the layer has its channels on the last axis ([N, H, W, C], [N, T, C]) rather than on axis 1.
         * Deeplearning4j does not pass the format to an {@code IDropout}. Where it is not specified, {@link NoiseShape#CHANNEL} takes
         * axis 1, which on [N, H, W, C] drops rows; only the 2D convolution notices. LSTM layers pass [N, C, T] whatever their own format
         * is: for them axis 1 is taken, whatever is specified here.
         *
         * <p>A 2D convolution whose input has C = H = W is refused unless {@code false} is specified: on [N, H, W, C] the gradient
         * arrives as [N, C, H, W], and there its shape does not show it. <strong>Caution:</strong> {@code false} is not verified. On an
         * [N, H, W, C] convolution with C = H = W it silently produces wrong gradients.
         *
         * @param channelsLast whether channels are last
         * @return this
         */
        public B channelsLast(boolean channelsLast) {
            this.channels = ChannelPosition.of(channelsLast);
            return self();
        }

        /**
         * Makes the noise a function of this number, the {@link #layer(int)}, iteration, epoch and pass. An {@code IDropout} does
         * not know its layer: copies of one seeded instance in several layers draw the same noise. {@code Dropouts.prepare} of
         * package {@code io.github.dl4jdropout.check} gives each of them the number of its layer:
         *
         * <pre>{@code
         * MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
         *         .dropOut(RateDropout.builder(0.5).seed(42).build())
         *         .list() // ...
         *         .build();
         * MultiLayerNetwork network = new MultiLayerNetwork(Dropouts.prepare(configuration));
         * }</pre>
         *
         * @param seed any number
         * @return this
         */
        public B seed(long seed) {
            this.seed = seed;
            return self();
        }

        /**
         * A number that distinguishes this dropout from others of the same seed, such as the index of its layer; by default 0.
         *
         * @param layer any number
         * @return this
         */
        public B layer(int layer) {
            this.layer = layer;
            return self();
        }

        MaskRecipe recipe() {
            return new MaskRecipe(rate, formula, noiseShape, channels, seed);
        }

        int layer() {
            return layer;
        }

        @SuppressWarnings("unchecked") // each builder is its own B
        private B self() {
            return (B) this;
        }
    }

    /**
     * Applies new noise.
     *
     * <p>Deeplearning4j often passes the activations of the layer below as both input and result, although other layers may still
     * read them. Then the output goes to a new array, so that their gradients stay right.
     *
     * <p>A layer that ran in inference mode and is asked for its gradient repeats its forward pass in training mode. There the dropout is
     * the identity, as it was at inference.
     *
     * @param inputActivations x, of a floating point type; not modified, except for layers that would not see a new array
     * @param resultArray array of the same shape; where the output goes, unless it is {@code inputActivations}
     * @param iteration parameter updates done so far
     * @param epoch epochs done so far
     * @param workspaceMgr where a new array is allocated, as {@code ArrayType.INPUT}; null means in place
     * @return the array that holds the output
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
        Step at = Workers.locate(new Step(layer, iteration, epoch, 0));
        if (dropsNothing(at)) {
            Noise.IDENTITY.forward(in, out);
            return out;
        }
        Call call = new Call(
                inputActivations == resultArray,
                in.rank(),
                recipe.channels().hidesTransposition(in.shape()),
                recipe.channels() == ChannelPosition.KNOWN_FIRST,
                recipe.seed() != null);
        CallingLayer caller = CallingLayer.find(call);
        ThreadPasses mine = passes();
        Noise noise = Noise.IDENTITY;
        if (!caller.inBackward()) {
            Placement placement = caller.place(call);
            if (in == out && placement == Placement.NEW_ARRAY && workspaceMgr != null) {
                out = newInput(in, workspaceMgr);
            }
            ChannelPosition channels =
                    placement == Placement.IN_PLACE_CHANNELS_FIRST ? ChannelPosition.FIRST : recipe.channels();
            noise = recipe.next(at, mine.counter(), caller::outsideFit, in.rank(), channels);
        }
        noise.forward(in, out);
        mine.push(noise, in.shape(), iteration, epoch);
        return out;
    }

    /** Those of the calling thread. */
    private synchronized ThreadPasses passes() {
        if (passes == null) {
            passes = new WeakHashMap<>();
        }
        return passes.computeIfAbsent(Thread.currentThread(), thread -> new ThreadPasses());
    }

    /** Outside any workspace where that of inputs is not open, as in {@code ComputationGraph.output(true, x)}. */
    private static INDArray newInput(INDArray in, LayerWorkspaceMgr workspaceMgr) {
        return workspaceMgr.isWorkspaceOpen(ArrayType.INPUT)
                ? workspaceMgr.createUninitialized(ArrayType.INPUT, in.dataType(), in.shape(), in.ordering())
                : Nd4j.createUninitializedDetached(in.dataType(), in.ordering(), in.shape());
    }

    /** At rate 0 nothing is drawn, remembered or refused: it takes the dropout off, where the network sets one for all layers. */
    private boolean dropsNothing(Step at) {
        return recipe.rateAt(at.iteration(), at.epoch()) == 0.0;
    }

    /**
     * Propagates a gradient back through the last forward pass that has not been propagated back yet, with its very noise.
     *
     * <p>Where a network propagates back outside {@code fit()} and no forward pass waits, its forward pass ran in inference mode, and the
     * gradient goes through as it is.
     *
     * @param gradAtOutput gradient with respect to the output of the forward pass, of its shape; or [N, C, H, W] where it was
     *     [N, H, W, C], which is how a 2D convolution hands it over
     * @param gradAtInput where the gradient with respect to the input goes, of the same shape; may be {@code gradAtOutput}
     * @param iteration the iteration of the forward pass
     * @param epoch the epoch of the forward pass
     * @return {@code gradAtInput}
     * @throws IllegalStateException if the rate is not 0, and no forward pass of this thread waits for its backward pass in
     *     {@code fit()} or in a call without a network, or the last one was of another shape, iteration or epoch
     */
    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        INDArray gradient = gradAtOutput.castTo(gradAtInput.dataType());
        ThreadPasses mine = passes();
        Step at = Workers.locate(new Step(layer, iteration, epoch, 0));
        if (dropsNothing(at) || mine.isEmpty() && CallingLayer.isOutsideFit()) {
            Noise.IDENTITY.backward(gradient, gradAtInput);
            return gradAtInput;
        }
        boolean transposed = !mine.isEmpty()
                && recipe.channels().takesTransposed(recipe.noiseShape(), mine.lastShape(), gradient.shape());
        Noise noise = mine.pop(gradAtOutput.shape(), transposed, iteration, epoch);
        INDArray out = transposed ? onChannelsLast(gradAtInput) : gradAtInput;
        if (gradient == gradAtInput) {
            noise.backward(out, out);
        } else {
            noise.backward(transposed ? onChannelsLast(gradient) : gradient, out);
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
        passes().clear();
    }

    /** Numbers the passes of the calling thread from 0 again: see {@link SeededDropout#rewind}. */
    void rewind() {
        passes().counter().rewind();
    }

    /**
     * The array that a seeded dropout makes of ones in training, without running a network: its mask.
     *
     * @param step the pass; its layer is replaced by {@link #getLayer()}
     * @param shape shape of the layer's input
     * @return a new array of that shape, of ND4J's default floating point type; the caller owns it
     * @throws IllegalStateException if this dropout has no seed
     * @throws IllegalArgumentException if the noise shape has no meaning for the rank
     */
    public INDArray mask(Step step, long... shape) {
        return recipe.inspect(step.withLayer(layer), shape);
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
     * The position of the channels that was specified.
     *
     * @return true for the last axis, false for axis 1, null if it was not specified
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public Boolean getChannelsLast() {
        return recipe.channels().last();
    }

    /**
     * Whether the configuration of the network says that channels are on axis 1: see {@link #withChannelsLast(boolean)}.
     *
     * @return true, or null if it does not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Boolean getChannelsKnown() {
        return recipe.channels() == ChannelPosition.KNOWN_FIRST ? true : null;
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
     * The number that distinguishes this dropout from others of the same seed.
     *
     * @return the number
     */
    public int getLayer() {
        return layer;
    }

    /**
     * The same dropout with another layer number.
     *
     * @param layer any number; see {@link Builder#layer(int)}
     * @return a new dropout, of no state
     */
    public KeyedDropout withLayer(int layer) {
        return with(recipe, layer);
    }

    /**
     * The same dropout with the position of the channels as the configuration of the network has it. Beyond
     * {@link Builder#channelsLast(boolean)}, {@code false} is then believed on recurrent layers too, which pass [N, C, T] whatever
     * their format is and do not show it. <strong>Caution:</strong> it is not verified; {@code Dropouts.prepare} reads it from the
     * configuration.
     *
     * @param channelsLast whether channels are last in the format of the layer
     * @return a new dropout, of no state
     */
    public KeyedDropout withChannelsLast(boolean channelsLast) {
        return with(recipe.withChannels(ChannelPosition.known(channelsLast)), layer);
    }

    /**
     * A dropout that differs in the rate alone; {@link DropRates} exchanges that of a network.
     *
     * @param rate the rate
     * @return a new dropout, of no state
     * @throws IllegalArgumentException if the noise has no value for the rate
     */
    public KeyedDropout withRate(DropRate rate) {
        return with(recipe.withRate(rate), layer);
    }

    /** A dropout of the same class. */
    abstract KeyedDropout with(MaskRecipe recipe, int layer);

    /**
     * A dropout of the same configuration and no state.
     *
     * @return a new dropout
     */
    @Override
    public KeyedDropout clone() {
        return with(recipe, layer);
    }

    Object readResolve() {
        return clone();
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && recipe.equals(((KeyedDropout) other).recipe)
                && layer == ((KeyedDropout) other).layer;
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), recipe, layer);
    }

    @Override
    public String toString() {
        String calls = recipe.builderCalls() + (layer == 0 ? "" : ".layer(" + layer + ")");
        String name = getClass().getSimpleName();
        boolean known = recipe.channels() == ChannelPosition.KNOWN_FIRST;
        if (calls.isEmpty() && !known && recipe.rate().getFixed() != null) {
            return name + ".of(" + recipe.rateArgument() + ")";
        }
        return name + ".builder(" + recipe.rateArgument() + ")" + calls + ".build()"
                + (known ? ".withChannelsLast(false)" : "");
    }
}
