package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the draw of each element of a dense array lies: the way from a position in memory to a position in the draw array.
 *
 * <p>Dense means that the elements lie in memory without gaps, in whatever order of the axes: 'c', 'f' and permuted arrays alike.
 * The axes are taken in the order of memory, each with its stride in the draw array, 0 where it is shared; neighbours that step through
 * the draw array as one axis would are merged. An element-wise mask of a 'c' array is then one axis of stride 1, a channel mask of
 * [N, C, H, W] the axes (N·C, stride 1) and (H·W, stride 0), one of [N, H, W, C] the axes (N, C), (H·W, 0), (C, 1).
 */
final class DenseLayout {

    /** Of the merged axes, the fastest in memory first. */
    private final long[] lengths;

    private final long[] drawStrides;

    private DenseLayout(long[] lengths, long[] drawStrides) {
        this.lengths = lengths;
        this.drawStrides = drawStrides;
    }

    /** The layout of an array that {@linkplain #isDense is dense}. */
    static DenseLayout of(INDArray array, Mask mask) {
        long[] shape = array.shape();
        long[] strides = drawStrides(shape, mask.drawShape(shape));
        int[] fastestFirst = fastestFirst(array);
        long[] lengths = new long[Math.max(1, fastestFirst.length)];
        long[] drawStrides = new long[lengths.length];
        lengths[0] = 1; // an array of one element has no axis longer than that
        int last = -1;
        for (int axis : fastestFirst) {
            if (last >= 0 && strides[axis] == drawStrides[last] * lengths[last]) {
                lengths[last] *= shape[axis];
            } else {
                last++;
                lengths[last] = shape[axis];
                drawStrides[last] = strides[axis];
            }
        }
        int axes = Math.max(1, last + 1);
        return new DenseLayout(Arrays.copyOf(lengths, axes), Arrays.copyOf(drawStrides, axes));
    }

    /** The step in the draw array from one element to the next along each axis. */
    private static long[] drawStrides(long[] shape, long[] draws) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = draws[i] == shape[i] ? stride : 0;
            stride *= draws[i];
        }
        return strides;
    }

    /** Whether the elements lie in memory without gaps. */
    static boolean isDense(INDArray array) {
        long expected = 1;
        for (int i : fastestFirst(array)) {
            if (array.stride(i) != expected) {
                return false;
            }
            expected *= array.size(i);
        }
        return true;
    }

    /** A dense array as a vector whose positions are those in memory; shares the memory. */
    static INDArray inOrderOfMemory(INDArray array) {
        int[] fastest = fastestFirst(array);
        int[] slowestFirst = IntStream.concat(
                        IntStream.range(0, array.rank()).filter(i -> array.size(i) == 1),
                        IntStream.range(0, fastest.length).map(i -> fastest[fastest.length - 1 - i]))
                .toArray();
        return array.permute(slowestFirst).reshape(new long[] {array.length()});
    }

    /** The axes longer than 1 in the order of memory. */
    private static int[] fastestFirst(INDArray array) {
        int[] axes = new int[array.rank()];
        int count = 0;
        for (int axis = 0; axis < axes.length; axis++) {
            if (array.size(axis) > 1) {
                int place = count++;
                for (; place > 0 && array.stride(axes[place - 1]) > array.stride(axis); place--) {
                    axes[place] = axes[place - 1];
                }
                axes[place] = axis;
            }
        }
        return Arrays.copyOf(axes, count);
    }

    /** Whether two arrays have their elements at the same places, counted from their first one. */
    static boolean sameStrides(INDArray a, INDArray b) {
        for (int i = 0; i < a.rank(); i++) {
            if (a.size(i) > 1 && a.stride(i) != b.stride(i)) {
                return false;
            }
        }
        return true;
    }

    /** How many elements in a row in memory have draws in arithmetic progression. */
    long runLength() {
        return lengths[0];
    }

    /** The step from one element of a run to the next in the draw array; 0 if a run shares one draw. */
    long runStride() {
        return drawStrides[0];
    }

    /** The position in the draw array of the first element of a run. */
    long runStart(long run) {
        long draw = 0;
        long rest = run;
        for (int i = 1; i < lengths.length; i++) {
            draw += rest % lengths[i] * drawStrides[i];
            rest /= lengths[i];
        }
        return draw;
    }

    /** How many positions the draw array has. */
    long drawLength() {
        long draws = 1;
        for (int i = 0; i < lengths.length; i++) {
            draws += (lengths[i] - 1) * drawStrides[i];
        }
        return draws;
    }

    @Override
    public String toString() {
        return "DenseLayout" + Arrays.toString(lengths) + Arrays.toString(drawStrides);
    }
}
