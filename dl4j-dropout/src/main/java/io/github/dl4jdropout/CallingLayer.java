package io.github.dl4jdropout;

import java.util.Set;
import org.deeplearning4j.nn.layers.RepeatVector;
import org.deeplearning4j.nn.layers.convolution.Convolution1DLayer;
import org.deeplearning4j.nn.layers.convolution.Convolution3DLayer;
import org.deeplearning4j.nn.layers.convolution.Deconvolution2DLayer;
import org.deeplearning4j.nn.layers.convolution.Deconvolution3DLayer;
import org.deeplearning4j.nn.layers.convolution.SpaceToDepth;
import org.deeplearning4j.nn.layers.feedforward.elementwise.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.layers.training.CenterLossOutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which layer applies an {@code IDropout}, found on the call stack, and whether its gradients can be right.
 *
 * <p>Deeplearning4j 1.0.0-M2.1 tells an {@code IDropout} nothing about its layer, and some layers train on wrong gradients
 * without a word. A layer that does so is refused: the mistake costs its user an exception instead of a model.
 */
final class CallingLayer {

    /** The layer lies directly above the few frames of the call, at most with a superclass in between. */
    private static final int FRAMES = 12;

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** These drop in the forward pass and never call {@code backprop}. */
    private static final Set<Class<?>> WITHOUT_BACKWARD = Set.of(
            Convolution1DLayer.class,
            Convolution3DLayer.class,
            Deconvolution2DLayer.class,
            Deconvolution3DLayer.class,
            SpaceToDepth.class,
            RepeatVector.class,
            CenterLossOutputLayer.class);

    /** These go on with the array that they had before, so that only a change in place reaches them. */
    private static final Set<Class<?>> KEEPING_THEIR_INPUT = Set.of(ElementWiseMultiplicationLayer.class, LSTM.class);

    private CallingLayer() {}

    /**
     * Refuses calls that would lead to wrong gradients.
     *
     * @return whether the caller takes over an array other than its own
     */
    static boolean check(INDArray input, INDArray result) {
        Class<?> layer = STACK.walk(frames -> frames.limit(FRAMES)
                .map(StackWalker.StackFrame::getDeclaringClass)
                .filter(type -> WITHOUT_BACKWARD.contains(type) || KEEPING_THEIR_INPUT.contains(type))
                .findFirst()
                .orElse(null));
        if (layer == null) {
            return true;
        }
        if (WITHOUT_BACKWARD.contains(layer)) {
            throw refusal(layer, "drops in the forward pass and never in the backward pass");
        }
        // The LSTM restores its input only if that was permuted from [N, T, C], which leaves its mark in the strides.
        boolean keepsInput = layer != LSTM.class || input.rank() == 3 && input.stride(1) < input.stride(2);
        if (keepsInput && input != result) {
            throw refusal(layer, "goes on with its input as it was before the dropout");
        }
        return !keepsInput;
    }

    private static IllegalStateException refusal(Class<?> layer, String what) {
        return new IllegalStateException(
                "Dropout on " + layer.getSimpleName() + ": expected a layer that drops its input the"
                        + " same way in both passes, received one that, in Deeplearning4j 1.0.0-M2.1, " + what
                        + ", so that its gradients would be wrong; take the dropout off this layer and put a RateDropoutLayer in front"
                        + " of it");
    }
}
