package io.github.dl4jdropout.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.Step;
import io.github.dl4jdropout.mask.KeepBits;
import io.github.dl4jdropout.mask.Mask;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every implementation against the reference, to the last bit. With vectors where the virtual machine has them. */
@ParameterizedClass(name = "{0}")
@MethodSource("backends")
class KernelEqualityTest {

    private static final int[] NO_AXES = {};
    private static final int[] AWKWARD_LENGTHS = {1, 7, 63, 64, 65, 207, 4095, 4096, 4097, 4098};
    private static final DataType[] TYPES = {DataType.FLOAT, DataType.DOUBLE};

    /** Few, so that small arrays are split too. */
    private static final int ELEMENTS_PER_THREAD = 1 << 12;

    @Parameter
    Simd simd;

    static Stream<Simd> backends() {
        return Stream.of(Optional.<Simd>of(new PlainSimd()), Simd.vector()).flatMap(Optional::stream);
    }

    @Test
    void awkwardLengths() {
        for (DataType type : TYPES) {
            for (int length : AWKWARD_LENGTHS) {
                for (double rate : new double[] {0.5, 0.25, 0.4, 0.0, 1.0, 1e-3}) {
                    check(values(type, length), mask(rate, 1.5, NO_AXES), 1);
                    check(values(type, length), mask(rate, 1.0, NO_AXES), 1);
                }
            }
        }
    }

    @Test
    void aMillionAndThreeElementsOnOneToEightThreads() {
        for (DataType type : TYPES) {
            INDArray in = values(type, 1_000_003);
            Mask mask = mask(0.4, 1 / 0.6, NO_AXES);
            INDArray expected = product(new ReferenceKernel(), in, mask);
            for (int threads = 1; threads <= 8; threads++) {
                assertThat(bits(product(kernel(threads), in, mask))).isEqualTo(bits(expected));
            }
        }
    }

    /** The reference hands bits over in pieces of 2²⁰. */
    @Test
    void piecesOfTheReference() {
        for (int length : new int[] {1 << 20, (1 << 20) + 3}) {
            check(values(DataType.FLOAT, length), mask(0.4, 1 / 0.6, NO_AXES), 1);
        }
    }

    @Test
    void everySetOfSharedAxesInEveryOrderOfMemory() {
        int[][] shared = {{}, {0}, {1}, {2}, {3}, {0, 1}, {2, 3}, {1, 2}, {0, 3}, {1, 3}, {1, 2, 3}, {0, 1, 2, 3}};
        int[][] orders = {{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 3, 1}, {0, 3, 1, 2}, {1, 0, 3, 2}, {2, 3, 0, 1}};
        for (int[] axes : shared) {
            for (int[] order : orders) {
                check(
                        values(DataType.FLOAT, 5 * 3 * 70 * 9)
                                .reshape(5, 3, 70, 9)
                                .permute(order),
                        mask(0.4, 2.5, axes),
                        2);
            }
        }
    }

    @Test
    void manyThreadsWithSharedAxes() {
        for (int[] axes : new int[][] {{2, 3}, {1, 2}, {1, 2, 3}, {0, 3}}) {
            check(values(DataType.FLOAT, 8 * 16 * 40 * 41).reshape(8, 16, 40, 41), mask(0.4, 2.5, axes), 3);
        }
    }

    @Test
    void fOrder() {
        for (DataType type : TYPES) {
            check(values(type, 130 * 67).reshape(130, 67).dup('f'), mask(0.4, 2.5, NO_AXES), 2);
            check(values(type, 700 * 301).reshape(700, 301).dup('f'), mask(0.5, 2.0, NO_AXES), 3);
        }
    }

    @Test
    void viewsWithAnOffset() {
        for (DataType type : TYPES) {
            INDArray whole = values(type, 30 * 67).reshape(30, 67);
            INDArray rows = whole.get(NDArrayIndex.interval(3, 29), NDArrayIndex.all());
            assertThat(kernel(1).obstacle(rows, rows)).isEmpty();
            INDArray before = whole.dup();
            check(rows, mask(0.4, 2.5, NO_AXES), 2);
            assertThat(whole).isEqualTo(before);
            kernel(1).multiply(mask(1.0, 1.0, NO_AXES), rows, rows);
            assertThat(rows.sumNumber().doubleValue()).isZero();
            assertThat(whole.get(NDArrayIndex.interval(0, 3), NDArrayIndex.all()))
                    .isEqualTo(before.get(NDArrayIndex.interval(0, 3), NDArrayIndex.all()));
            assertThat(whole.getRow(29)).isEqualTo(before.getRow(29));
        }
    }

    @Test
    void whatIsNotFiniteIsKeptOrDroppedWhole() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f}) {
            float[] values = new float[500];
            Arrays.fill(values, bad);
            check(Nd4j.createFromArray(values), mask(0.4, 2.5, NO_AXES), 1);
        }
    }

    @Test
    void beyondTheReachOfABuffer() {
        for (DataType type : TYPES) {
            INDArray in = values(type, 8 * 3 * 31 * 9).reshape(8, 3, 31, 9).permute(0, 2, 1, 3);
            for (int[] axes : new int[][] {{}, {1, 2}, {1, 2, 3}}) {
                Mask mask = mask(0.4, 2.5, axes);
                INDArray expected = product(new ReferenceKernel(), in, mask);
                assertThat(bits(product(new CpuKernel(simd, 2, ELEMENTS_PER_THREAD, 5_000), in, mask)))
                        .isEqualTo(bits(expected));
            }
        }
    }

    @Test
    void otherArraysAreLeftToTheReference() {
        CpuKernel kernel = kernel(1);
        INDArray half = Nd4j.ones(DataType.FLOAT16, 3, 4);
        assertThat(kernel.obstacle(half, half)).isEqualTo("the type is HALF");
        INDArray matrix = Nd4j.ones(DataType.FLOAT, 3, 4);
        INDArray columns = matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3));
        assertThat(kernel.obstacle(columns, columns)).isEqualTo("the arrays are not dense in the same order");
        assertThat(kernel.obstacle(matrix, matrix.dup('f'))).isEqualTo("the arrays are not dense in the same order");
    }

    private CpuKernel kernel(int threads) {
        return new CpuKernel(simd, threads, ELEMENTS_PER_THREAD, Integer.MAX_VALUE);
    }

    private void check(INDArray in, Mask mask, int threads) {
        INDArray expected = product(new ReferenceKernel(), in, mask);
        INDArray before = in.dup(in.ordering());
        CpuKernel kernel = kernel(threads);
        assertThat(bits(product(kernel, in, mask))).isEqualTo(bits(expected));
        assertThat(bits(in)).isEqualTo(bits(before));
        INDArray inPlace = like(in).assign(in);
        kernel.multiply(mask, inPlace, inPlace);
        assertThat(bits(inPlace)).isEqualTo(bits(expected));
    }

    private static INDArray product(MaskKernel kernel, INDArray in, Mask mask) {
        INDArray out = like(in);
        assertThat(kernel.obstacle(in, out)).isEmpty();
        kernel.multiply(mask, in, out);
        return out;
    }

    /** An array of the same shape and order of memory. */
    private static INDArray like(INDArray in) {
        Integer[] axes = new Integer[in.rank()];
        Arrays.setAll(axes, i -> i);
        Arrays.sort(axes, (a, b) -> Long.compare(in.stride(b), in.stride(a)));
        int[] slowestFirst = Arrays.stream(axes).mapToInt(i -> i).toArray();
        long[] shape = Arrays.stream(slowestFirst).mapToLong(in::size).toArray();
        int[] back = new int[axes.length];
        for (int i = 0; i < back.length; i++) {
            back[slowestFirst[i]] = i;
        }
        return Nd4j.createUninitialized(in.dataType(), shape).permute(back);
    }

    private static Mask mask(double rate, double factor, int... axes) {
        return new Mask(new KeepBits(new Step(2, 3, 4, 5).key(1), 1 - rate), axes, factor);
    }

    private static INDArray values(DataType type, long length) {
        return Nd4j.linspace(DataType.DOUBLE, -3.0, 0.001, length).castTo(type);
    }

    /** Compared as bits, so that 0 and -0, and all NaN, are told apart. */
    private static long[] bits(INDArray array) {
        INDArray c = array.dup('c');
        long[] bits = new long[(int) c.length()];
        if (c.dataType() == DataType.FLOAT) {
            float[] values = c.data().asFloat();
            Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        } else {
            double[] values = c.data().asDouble();
            Arrays.setAll(bits, i -> Double.doubleToRawLongBits(values[i]));
        }
        return bits;
    }
}
