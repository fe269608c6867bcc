package io.github.dl4jdropout.mask;

import java.util.Arrays;

/**
 * The multiplier of an array in training: 0 where its keep bit is 0, a factor where it is 1.
 *
 * <p>The keep bits lie in the <em>draw array</em>, which has length 1 along the shared axes and is as long as the array along
 * the others; its positions count in row-major (c) order, whatever the order in memory of the array that is multiplied. So
 * equal values in a 'c' and an 'f' array meet equal bits. A mask holds its key and no array: it is drawn when it is applied.
 *
 * <p>Immutable.
 */
public final class Mask {

    private final KeepBits bits;
    private final int[] sharedAxes;
    private final double factor;

    /**
     * A mask.
     *
     * @param bits keep bits, by position in the draw array
     * @param sharedAxes axes along which one draw holds, ascending, each within the rank of the arrays to come
     * @param factor of kept values
     */
    public Mask(KeepBits bits, int[] sharedAxes, double factor) {
        this.bits = bits;
        this.sharedAxes = sharedAxes.clone();
        this.factor = factor;
    }

    /**
     * The keep bits.
     *
     * @return the bits, by position in the draw array
     */
    public KeepBits bits() {
        return bits;
    }

    /**
     * The factor of kept values.
     *
     * @return the factor
     */
    public double factor() {
        return factor;
    }

    /**
     * The shape of the draw array for an array that is to be multiplied.
     *
     * @param shape shape of the array
     * @return the same rank, 1 along the shared axes
     */
    public long[] drawShape(long... shape) {
        return drawShape(sharedAxes, shape);
    }

    /**
     * The shape of a draw array.
     *
     * @param sharedAxes axes along which one draw holds, each within the rank
     * @param shape shape of the array that is to be multiplied
     * @return the same rank, 1 along the shared axes
     */
    public static long[] drawShape(int[] sharedAxes, long... shape) {
        long[] draws = shape.clone();
        for (int axis : sharedAxes) {
            draws[axis] = Math.min(draws[axis], 1);
        }
        return draws;
    }

    @Override
    public String toString() {
        return "Mask(sharedAxes=" + Arrays.toString(sharedAxes) + ", factor=" + factor + ")";
    }
}
