package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A way to multiply an array with a mask. Forward and backward pass are this one product: the gradient of x · mask is the
 * gradient of the output · mask, under the same key.
 *
 * <p>All implementations give the same bits, and equal results to the last digit.
 */
interface MaskKernel {

    /**
     * Says why this implementation cannot work on these arrays.
     *
     * @param in what is multiplied
     * @param out where the product goes
     * @return the reason; empty if it can
     */
    String obstacle(INDArray in, INDArray out);

    /**
     * Writes the product: 0 where the mask drops, whatever the input holds there, and input · factor where it keeps, computed in
     * the type of the arrays.
     *
     * @param mask drawn while it is applied
     * @param in what is multiplied; not modified unless it is {@code out}
     * @param out array of the same shape and type; the same array, or one that shares no memory with {@code in}
     */
    void multiply(Mask mask, INDArray in, INDArray out);
}
