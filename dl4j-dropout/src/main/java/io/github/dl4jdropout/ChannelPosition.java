package io.github.dl4jdropout;

import java.util.Arrays;

/**
 * Which axis of its input the user of a {@link RateDropout} said to be that of the channels.
 *
 * <p>It matters for 2D convolutions: in Deeplearning4j 1.0.0-M2.1 those on [N, H, W, C] drop their input in that format and hand
 * over its gradient as [N, C, H, W], unless a helper computed it.
 */
enum ChannelPosition {
    /** Nothing was said; taken for the first. */
    UNSAID(null),
    FIRST(false),
    LAST(true);

    private final Boolean last;

    ChannelPosition(Boolean last) {
        this.last = last;
    }

    static ChannelPosition of(Boolean last) {
        if (last == null) {
            return UNSAID;
        }
        return last ? LAST : FIRST;
    }

    /** True for the last axis, false for axis 1, null if it was not said. */
    Boolean last() {
        return last;
    }

    boolean isLast() {
        return this == LAST;
    }

    /** Whether an input of this shape could be images on channels last, and its gradient on channels first not be told by its shape. */
    boolean hidesTransposition(long... shape) {
        return this != FIRST && shape.length == 4 && shape[1] == shape[2] && shape[2] == shape[3];
    }

    /**
     * Whether a gradient is on channels first and the input that it belongs to on channels last.
     *
     * @param noiseShape that the mask of the input was drawn with
     * @param shape of the input of the forward pass
     * @param gradient shape of the gradient
     * @return true if the shapes say so, and do not contradict what the mask was drawn for
     */
    boolean isTransposed(NoiseShape noiseShape, long[] shape, long[] gradient) {
        boolean drawnForIt = this == LAST || this == UNSAID && !noiseShape.equals(NoiseShape.CHANNEL);
        return drawnForIt
                && shape.length == 4
                && !Arrays.equals(shape, gradient)
                && Arrays.equals(gradient, new long[] {shape[0], shape[3], shape[1], shape[2]});
    }
}
