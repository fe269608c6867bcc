package io.github.dl4jdropout.mask;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The one place where it is decided which implementation multiplies, and where arrays are checked before one does. */
public final class MaskKernels {

    private static final MaskKernel REFERENCE = new ReferenceKernel();

    private MaskKernels() {}

    /**
     * Writes the product of an array and a mask.
     *
     * @param mask drawn while it is applied
     * @param in what is multiplied; not modified unless it is {@code out}
     * @param out array of the same shape and floating point type; the same array, or one that shares no memory with {@code in}
     * @throws IllegalArgumentException if a type is not a floating point one, or types or shapes differ
     */
    public static void multiply(Mask mask, INDArray in, INDArray out) {
        requireFloatingPoint(in);
        if (in.dataType() != out.dataType() || !Arrays.equals(in.shape(), out.shape())) {
            throw new IllegalArgumentException("Invalid output of a masked product: expected " + describe(in)
                    + " as the input, received " + describe(out));
        }
        if (!in.isEmpty()) {
            REFERENCE.multiply(mask, in, out);
        }
    }

    /**
     * Refuses arrays whose values cannot be scaled.
     *
     * @param array the array
     * @throws IllegalArgumentException if its type is not a floating point one
     */
    public static void requireFloatingPoint(INDArray array) {
        if (!array.dataType().isFPType()) {
            throw new IllegalArgumentException(
                    "Invalid array for dropout: expected a floating point type (FLOAT, DOUBLE,"
                            + " HALF, BFLOAT16), because its values will be scaled, received " + describe(array)
                            + "; convert it with castTo(DataType.FLOAT)");
        }
    }

    private static String describe(INDArray array) {
        return array.dataType() + " " + Arrays.toString(array.shape());
    }
}
