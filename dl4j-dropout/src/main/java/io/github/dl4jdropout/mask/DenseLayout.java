package io.github.dl4jdropout.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

    private record Axis(long length, long drawStride) {}

    private final long[] lengths;
    private final long[] drawStrides;

    private DenseLayout(List<Axis> axes) {
        lengths = axes.stream().mapToLong(Axis::length).toArray();
        drawStrides = axes.stream().mapToLong(Axis::drawStride).toArray();
    }

    /** The layout of an array that {@linkplain #isDense is dense}. */
    static DenseLayout of(INDArray array, Mask mask) {
        long[] draws = mask.drawShape(array.shape());
        long[] strides = new long[array.rank()];
        long stride = 1;
        for (int i = array.rank() - 1; i >= 0; i--) {
            strides[i] = draws[i] == array.size(i) ? stride : 0;
            stride *= draws[i];
        }
        List<Axis> fastestFirst = new ArrayList<>();
        for (int i : fastestFirst(array)) {
            fastestFirst.add(new Axis(array.size(i), strides[i]));
        }
        return new DenseLayout(merged(fastestFirst));
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
        return IntStream.range(0, array.rank())
                .filter(i -> array.size(i) > 1)
                .boxed()
                .sorted(Comparator.comparingLong(array::stride))
                .mapToInt(Integer::intValue)
                .toArray();
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

    /** From the fastest axis in memory to the slowest. */
    private static List<Axis> merged(List<Axis> fastestFirst) {
        List<Axis> merged = new ArrayList<>();
        for (Axis axis : fastestFirst) {
            Axis last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && axis.drawStride == last.drawStride * last.length) {
                merged.set(merged.size() - 1, new Axis(last.length * axis.length, last.drawStride));
            } else {
                merged.add(axis);
            }
        }
        if (merged.isEmpty()) {
            merged.add(new Axis(1, 0));
        }
        return merged;
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
