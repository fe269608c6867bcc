package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The product in one pass over the memory of dense FLOAT and DOUBLE arrays of the CPU backend: the bits are drawn as they are
 * needed, and no mask is held.
 *
 * <p>Large arrays are split among the common pool and the calling thread; bits go by position, so the split does not show.
 */
final class CpuKernel implements MaskKernel {

    /** A second thread costs more than it saves below twice this many elements: between the products of a network it falls asleep. */
    private static final int ELEMENTS_PER_THREAD = 1 << 18;

    private final Simd simd;
    private final int threads;
    private final int elementsPerThread;
    private final long mostBytes;

    /**
     * A kernel.
     *
     * @param simd how the processor is used
     * @param threads at most this many at once
     */
    CpuKernel(Simd simd, int threads) {
        this(simd, threads, ELEMENTS_PER_THREAD, Integer.MAX_VALUE);
    }

    /** For tests, which want many parts of small arrays, and cannot afford arrays beyond the reach of a buffer. */
    CpuKernel(Simd simd, int threads, int elementsPerThread, long mostBytes) {
        this.simd = simd;
        this.threads = threads;
        this.elementsPerThread = elementsPerThread;
        this.mostBytes = mostBytes;
    }

    @Override
    public String obstacle(INDArray in, INDArray out) {
        if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
            return "the backend is " + Nd4j.getExecutioner().type();
        }
        if (in.dataType() != DataType.FLOAT && in.dataType() != DataType.DOUBLE) {
            return "the type is " + in.dataType();
        }
        if (!DenseLayout.sameStrides(in, out) || !DenseLayout.isDense(in)) {
            return "the arrays are not dense in the same order";
        }
        return "";
    }

    @Override
    public void multiply(Mask mask, INDArray in, INDArray out) {
        DenseLayout layout = DenseLayout.of(in, mask);
        long bytes = (Math.max(in.offset(), out.offset()) + in.length())
                * in.dataType().width();
        if (bytes <= mostBytes) {
            multiply(mask, layout, 0, in, out);
        } else {
            multiplyInWindows(mask, layout, in, out);
        }
        Reference.reachabilityFence(in); // their memory must outlive the buffers
        Reference.reachabilityFence(out);
    }

    /** Beyond the reach of a buffer, the product is made on copies of one window after another. */
    private void multiplyInWindows(Mask mask, DenseLayout layout, INDArray in, INDArray out) {
        INDArray from = DenseLayout.inOrderOfMemory(in);
        INDArray to = DenseLayout.inOrderOfMemory(out);
        long window = Math.min(in.length(), mostBytes / in.dataType().width() / 2);
        try (INDArray copy = Nd4j.createUninitializedDetached(in.dataType(), window)) {
            for (long first = 0; first < from.length(); first += window) {
                long last = Math.min(from.length(), first + window);
                INDArray part = copy.get(NDArrayIndex.interval(0, last - first));
                part.assign(from.get(NDArrayIndex.interval(first, last)));
                multiply(mask, layout, first, part, part);
                to.get(NDArrayIndex.interval(first, last)).assign(part);
            }
        }
    }

    private void multiply(Mask mask, DenseLayout layout, long base, INDArray in, INDArray out) {
        int length = (int) in.length();
        Supplier<Simd.Product> products = products(in, out, mask.factor());
        Supplier<BitReader> readers = BitReader.of(simd, mask.bits(), layout);
        int parts = Math.max(1, Math.min(threads, length / elementsPerThread));
        IntConsumer walk = part -> {
            try (Simd.Product product = products.get()) {
                new DenseWalk(layout, readers.get(), product, base)
                        .over(boundary(length, part, parts), boundary(length, part + 1, parts));
            }
        };
        if (parts == 1) {
            walk.accept(0);
        } else {
            IntStream.range(0, parts).parallel().forEach(walk);
        }
    }

    /** Parts begin at whole words of an element-wise mask. */
    private static int boundary(int length, int part, int parts) {
        return part == parts ? length : (int) ((long) length * part / parts) & -Long.SIZE;
    }

    private Supplier<Simd.Product> products(INDArray in, INDArray out, double factor) {
        ByteBuffer from = memory(in);
        ByteBuffer to = memory(out);
        return in.dataType() == DataType.FLOAT
                ? () -> simd.floats(from, to, (float) factor)
                : () -> simd.doubles(from, to, factor);
    }

    /** The memory of an array, from its first element. */
    private static ByteBuffer memory(INDArray array) {
        int width = array.dataType().width();
        return array.data()
                .asNio()
                .position(Math.toIntExact(array.offset() * width))
                .slice()
                .order(ByteOrder.nativeOrder());
    }

    @Override
    public String toString() {
        return simd + ", at most " + threads + " threads";
    }
}
