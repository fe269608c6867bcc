package io.github.dl4jdropout;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;

/**
 * Which axis of its input the user of a dropout said to be that of the channels.
 *
 * <p>For {@link RateDropout} on a 2D convolution it is more than a matter of noise shapes: in Deeplearning4j 1.0.0-M2.1 one on
 * [N, H, W, C] drops its input in that format and hands over the gradient as [N, C, H, W], unless a helper such as oneDNN's computed
 * it.
 */
enum ChannelPosition {
    /** Nothing was said: for noise shapes it is axis 1, for gradients it may be either. */
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

    /** Where false is but the default. */
    static ChannelPosition lastOrUnsaid(boolean last) {
        return last ? LAST : UNSAID;
    }

    /** The position that the type of a layer's input states. */
    static ChannelPosition of(InputType type) {
        if (type instanceof InputType.InputTypeRecurrent) {
            return of(((InputType.InputTypeRecurrent) type).getFormat() == RNNFormat.NWC);
        }
        if (type instanceof InputType.InputTypeConvolutional) {
            return of(((InputType.InputTypeConvolutional) type).getFormat() == CNN2DFormat.NHWC);
        }
        if (type instanceof InputType.InputTypeConvolutional3D) {
            return of(((InputType.InputTypeConvolutional3D) type).getDataFormat() == Convolution3D.DataFormat.NDHWC);
        }
        return UNSAID;
    }

    /** True for the last axis, false for axis 1, null if it was not said. */
    Boolean last() {
        return last;
    }

    boolean isLast() {
        return this == LAST;
    }

    /** The call of a builder that says it. */
    String builderCall() {
        return this == UNSAID ? "" : ".channelsLast(" + last + ")";
    }

    /**
     * Whether an input of this shape could be images on channels last, and a gradient on channels first not be told from it by its
     * shape. To know that channels are last does not help, since with a helper the gradient has them last as well.
     */
    boolean hidesTransposition(long... shape) {
        return this != FIRST && shape.length == 4 && shape[1] > 1 && shape[1] == shape[2] && shape[2] == shape[3];
    }

    /**
     * Whether a gradient is on channels first and the input that it belongs to on channels last, and the mask was drawn for that.
     *
     * @param noiseShape of the mask
     * @param shape of the input of the forward pass
     * @param gradient shape of the gradient
     */
    boolean takesTransposed(NoiseShape noiseShape, long[] shape, long[] gradient) {
        boolean drawnForIt = this == LAST || this == UNSAID && !noiseShape.equals(NoiseShape.CHANNEL);
        return drawnForIt && isTransposed(shape, gradient);
    }

    /** Whether one shape is [N, H, W, C], and the other, which is different, [N, C, H, W]. */
    static boolean isTransposed(long[] shape, long[] gradient) {
        return shape.length == 4
                && !Arrays.equals(shape, gradient)
                && Arrays.equals(gradient, new long[] {shape[0], shape[3], shape[1], shape[2]});
    }
}
