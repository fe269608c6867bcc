package io.github.dl4jdropout;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The forward passes of one thread that wait for their backward pass, last in, first out: networks propagate back through
 * their layers in the opposite order of the forward pass.
 */
final class ThreadPasses {

    /**
     * Training-mode forward passes without a backward pass are legal, and nobody may ever clear them; the oldest are forgotten
     * beyond this many. To forget is safe: a backward pass that misses its forward pass is refused.
     */
    private static final int MOST = 256;

    private record Pass(Noise noise, long[] shape, int iteration, int epoch) {}

    private final Step.Counter counter = new Step.Counter();
    private final Deque<Pass> waiting = new ArrayDeque<>();

    Step.Counter counter() {
        return counter;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Remembers a forward pass. */
    void push(Noise noise, long[] shape, int iteration, int epoch) {
        if (waiting.size() == MOST) {
            waiting.removeLast();
        }
        waiting.push(new Pass(noise, shape, iteration, epoch));
    }

    /** The shape of the last forward pass, which there has to be. */
    long[] lastShape() {
        return waiting.element().shape;
    }

    /**
     * Forgets the last forward pass and returns its noise.
     *
     * @param shape of the gradient
     * @param transposed whether that shape is known to be the other one's on channels first
     */
    Noise pop(long[] shape, boolean transposed, int iteration, int epoch) {
        Pass last = waiting.peek();
        if (last == null) {
            throw new IllegalStateException(
                    "Cannot propagate back through dropout: expected a training-mode forward pass"
                            + " before, in this thread and not cleared since, received a gradient without one; run the forward pass"
                            + " with training = true first");
        }
        boolean fits = transposed || Arrays.equals(shape, last.shape);
        if (!fits || iteration != last.iteration || epoch != last.epoch) {
            throw new IllegalStateException(
                    "Cannot propagate back through dropout: expected the gradient of the last forward"
                            + " pass, of shape " + Arrays.toString(last.shape) + " at iteration " + last.iteration
                            + ", epoch "
                            + last.epoch + ", received one of shape " + Arrays.toString(shape) + " at iteration "
                            + iteration
                            + ", epoch " + epoch
                            + "; if several layers share this instance, give each its own, or use a"
                            + " RateDropoutLayer in front of the layer"
                            + (!fits && ChannelPosition.isTransposed(last.shape, shape)
                                    ? "; if it is a convolution on [N, H, W, C], say so with channelsLast(true)"
                                    : ""));
        }
        waiting.pop();
        return last.noise;
    }

    void clear() {
        waiting.clear();
    }
}
