package io.github.dl4jdropout;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one training-mode pass does to an array, and the same again to the gradient: it holds a key and no array of the size of the
 * activations.
 */
interface Noise {

    /** The pass that changes nothing. */
    Noise IDENTITY = (in, out) -> {
        if (in != out) {
            out.assign(in);
        }
    };

    /**
     * Writes the output of the pass.
     *
     * @param in what comes in; not modified unless it is {@code out}
     * @param out array of the same shape and floating point type; the same array, or one that shares no memory with {@code in}
     */
    void forward(INDArray in, INDArray out);

    /**
     * Writes the gradient at the input, from the gradient at the output. For noise that is a product it is the same product.
     *
     * @param gradient at the output
     * @param out where the gradient at the input goes, under the conditions of {@link #forward}
     */
    default void backward(INDArray gradient, INDArray out) {
        forward(gradient, out);
    }

    /** A kind of noise: the one place of its formula. Stateless. */
    interface Formula extends Serializable {

        /**
         * The noise of one pass.
         *
         * @param key of the pass
         * @param rate of the pass, in (0, 1]
         * @param sharedAxes axes along which one draw holds, ascending
         */
        Noise draw(long key, double rate, int[] sharedAxes);

        /** The factor of all values at inference. */
        default double inferFactor(double rate) {
            return 1.0;
        }

        /** Returns the rate, or refuses it where the formula has no value for it. */
        double requireDefined(double rate);

        /** The builder call that says it; empty for the default of the builder. */
        default String builderCall() {
            return "";
        }
    }
}
