package io.github.dl4jdropout.mask;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What multiplies an array in training: 0 where its keep bit is 0, a factor where it is 1.
 *
 * <p>The keep bits lie in the <em>draw array</em>, which has length 1 along the shared axes and is as long as the array along
 * the others; its positions count in row-major (c) order, whatever the order in memory of the array that is multiplied. So
 * equal values in a 'c' and an 'f' array meet equal bits. A mask holds its key and no array: it is drawn when it is applied.
 *
 * <p>Immutable.
 */
public final class Mask {

    private final KeepMask keep;
    private final int[] sharedAxes;
    private final double factor;

    /**
     * A mask.
     *
     * @param keep the bits of the draw array
     * @param sharedAxes axes along which one draw holds, ascending, each within the rank of the arrays to come
     * @param factor what kept values are multiplied by
     */
    public Mask(KeepMask keep, int[] sharedAxes, double factor) {
        this.keep = keep;
        this.sharedAxes = sharedAxes.clone();
        this.factor = factor;
    }

    /**
     * The bits of the draw array.
     *
     * @return the bits, by position in the draw array
     */
    public KeepMask keep() {
        return keep;
    }

    /**
     * What kept values are multiplied by.
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
        long[] draws = shape.clone();
        for (int axis : sharedAxes) {
            draws[axis] = Math.min(draws[axis], 1);
        }
        return draws;
    }

    /**
     * The mask as an array of zeros and factors.
     *
     * @param type floating point type of the result
     * @param shape shape of the array that it would multiply
     * @return a new array of that shape, outside any workspace; the caller owns it
     */
    public INDArray toArray(DataType type, long... shape) {
        INDArray mask = Nd4j.createUninitializedDetached(type, shape).assign(1.0);
        MaskKernels.multiply(this, mask, mask);
        return mask;
    }

    @Override
    public String toString() {
        return "Mask(sharedAxes=" + Arrays.toString(sharedAxes) + ", factor=" + factor + ")";
    }
}
