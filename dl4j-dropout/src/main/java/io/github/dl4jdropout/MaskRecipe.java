package io.github.dl4jdropout;

import io.github.dl4jdropout.mask.KeepMask;
import io.github.dl4jdropout.mask.Mask;
import io.github.dl4jdropout.mask.MaskKey;
import java.io.Serializable;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a dropout draws its masks: what {@link RateDropout} and {@link RateDropoutLayer} have in common. Immutable. */
final class MaskRecipe implements Serializable {

    private static final long serialVersionUID = 1L;

    private final DropRate rate;
    private final Scaling scaling;
    private final NoiseShape noiseShape;
    private final ChannelPosition channels;
    private final Long seed;

    MaskRecipe(DropRate rate, Scaling scaling, NoiseShape noiseShape, ChannelPosition channels, Long seed) {
        this.rate = Objects.requireNonNull(rate, "rate: expected a DropRate, received null");
        this.scaling = Objects.requireNonNull(scaling, "scaling: expected a Scaling, received null");
        this.noiseShape = Objects.requireNonNull(noiseShape, "noiseShape: expected a NoiseShape, received null");
        this.channels = channels;
        this.seed = seed;
        if (rate.getFixed() != null) {
            scaling.requireDefined(rate.getFixed());
        }
    }

    DropRate rate() {
        return rate;
    }

    Scaling scaling() {
        return scaling;
    }

    NoiseShape noiseShape() {
        return noiseShape;
    }

    ChannelPosition channels() {
        return channels;
    }

    Long seed() {
        return seed;
    }

    MaskRecipe withChannelsLast(boolean last) {
        return new MaskRecipe(rate, scaling, noiseShape, ChannelPosition.lastOrUnsaid(last), seed);
    }

    MaskRecipe withRate(DropRate other) {
        return new MaskRecipe(other, scaling, noiseShape, channels, seed);
    }

    /** The rate at a point of training, refused where the scaling has no value for it. */
    double rateAt(int iteration, int epoch) {
        return scaling.requireDefined(rate.at(iteration, epoch));
    }

    /**
     * The mask of the next training-mode forward pass, or null at rate 0, where nothing is drawn.
     *
     * <p>Without a seed the calling thread's ND4J generator takes its place: one number a pass.
     */
    Mask next(int layer, int iteration, int epoch, PassCounter passes, int rank) {
        double now = rateAt(iteration, epoch);
        int[] sharedAxes =
                noiseShape.resolve(rank, channels.isLast()); // before the draw: a refusal must not use up a number
        if (now == 0.0) {
            return null;
        }
        long key = seed == null
                ? MaskKey.of(Nd4j.getRandom().nextLong(), layer, iteration, epoch, 0)
                : MaskKey.of(seed, layer, iteration, epoch, passes.next(iteration, epoch));
        return mask(key, now, sharedAxes);
    }

    /** The mask of a pass of a seeded dropout, as an array of zeros and train factors. */
    INDArray inspect(int layer, int iteration, int epoch, int pass, long[] shape) {
        if (seed == null) {
            throw new IllegalStateException(
                    "Cannot tell the mask of an iteration: expected a dropout with a seed, received"
                            + " one that draws its keys from Nd4j.getRandom(); build it with seed(...)");
        }
        int[] sharedAxes = noiseShape.resolve(shape.length, channels.isLast());
        long key = MaskKey.of(seed, layer, iteration, epoch, pass);
        return mask(key, rateAt(iteration, epoch), sharedAxes).toArray(floatingPointDefault(), shape);
    }

    private Mask mask(long key, double now, int[] sharedAxes) {
        return new Mask(new KeepMask(key, DropRate.complement(now)), sharedAxes, scaling.trainFactor(now));
    }

    private static DataType floatingPointDefault() {
        return Nd4j.defaultFloatingPointType();
    }

    /** The builder calls that reproduce what differs from the defaults, for {@code toString}. */
    String builderCalls() {
        return (scaling == Scaling.UPSCALE_IN_TRAIN ? "" : ".scaling(Scaling." + scaling + ")")
                + (noiseShape.equals(NoiseShape.ELEMENT) ? "" : ".noiseShape(" + noiseShape + ")")
                + channels.builderCall()
                + (seed == null ? "" : ".seed(" + seed + "L)");
    }

    /** The argument of a builder: the number where there is one, else the schedule. */
    String rateArgument() {
        return rate.getFixed() == null ? rate.toString() : rate.getFixed().toString();
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof MaskRecipe)) {
            return false;
        }
        MaskRecipe that = (MaskRecipe) other;
        return rate.equals(that.rate)
                && scaling == that.scaling
                && noiseShape.equals(that.noiseShape)
                && channels == that.channels
                && Objects.equals(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rate, scaling, noiseShape, channels, seed);
    }
}
