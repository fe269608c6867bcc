package io.github.dl4jdropout;

import java.io.Serializable;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The settings of a dropout, common to its {@code IDropout} and its layer: a formula, a rate, and how its noise is drawn. Immutable. */
final class MaskRecipe implements Serializable {

    private static final long serialVersionUID = 1L;

    private final DropRate rate;
    private final Noise.Formula formula;
    private final NoiseShape noiseShape;
    private final ChannelPosition channels;
    private final Long seed;

    MaskRecipe(DropRate rate, Noise.Formula formula, NoiseShape noiseShape, ChannelPosition channels, Long seed) {
        this.rate = Objects.requireNonNull(rate, "rate: expected a DropRate, received null");
        this.formula = formula;
        this.noiseShape = Objects.requireNonNull(noiseShape, "noiseShape: expected a NoiseShape, received null");
        this.channels = channels;
        this.seed = seed;
        if (rate.getFixed() != null) {
            formula.requireDefined(rate.getFixed());
        }
    }

    DropRate rate() {
        return rate;
    }

    Noise.Formula formula() {
        return formula;
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

    MaskRecipe withChannels(ChannelPosition position) {
        return new MaskRecipe(rate, formula, noiseShape, position, seed);
    }

    MaskRecipe withRate(DropRate other) {
        return new MaskRecipe(other, formula, noiseShape, channels, seed);
    }

    /** The rate at a point of training, refused where the formula has no value for it. */
    double rateAt(int iteration, int epoch) {
        return formula.requireDefined(rate.at(iteration, epoch));
    }

    /** The factor of all values at inference, at a point of training. */
    double inferFactorAt(int iteration, int epoch) {
        return formula.inferFactor(rateAt(iteration, epoch));
    }

    /**
     * The noise of the next training-mode forward pass; at rate 0 the identity, for which nothing is drawn.
     *
     * <p>Without a seed the calling thread's ND4J generator takes its place: one number per pass.
     *
     * @param at the step of this worker, but for its pass
     * @param passes numbers it, if there is a seed
     * @param outsideFit whether a network makes the pass outside {@code fit()}; asked only if there is a seed
     * @param channels which axis of the input is that of the channels
     */
    Noise next(Step at, Step.Counter passes, BooleanSupplier outsideFit, int rank, ChannelPosition channels) {
        double now = rateAt(at.iteration(), at.epoch());
        int[] sharedAxes =
                noiseShape.resolve(rank, channels.isLast()); // before the draw: a refusal must not use up a number
        if (now == 0.0) {
            return Noise.IDENTITY;
        }
        long key = seed == null
                ? at.key(Nd4j.getRandom().nextLong())
                : passes.next(at, outsideFit.getAsBoolean()).key(seed);
        return formula.draw(key, now, sharedAxes);
    }

    /** The noise of a pass of a seeded dropout, as an array: what it makes of ones. */
    INDArray inspect(Step step, long[] shape) {
        if (seed == null) {
            throw new IllegalStateException(
                    "Cannot tell the mask of an iteration: expected a dropout with a seed, received"
                            + " one that draws its keys from Nd4j.getRandom(); build it with seed(...)");
        }
        int[] sharedAxes = noiseShape.resolve(shape.length, channels.isLast());
        INDArray ones = Nd4j.createUninitializedDetached(Nd4j.defaultFloatingPointType(), shape)
                .assign(1.0);
        formula.draw(step.key(seed), rateAt(step.iteration(), step.epoch()), sharedAxes)
                .forward(ones, ones);
        return ones;
    }

    /** The builder calls that reproduce what differs from the defaults, for {@code toString}. */
    String builderCalls() {
        return formula.builderCall()
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
                && formula.equals(that.formula)
                && noiseShape.equals(that.noiseShape)
                && channels == that.channels
                && Objects.equals(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rate, formula, noiseShape, channels, seed);
    }
}
