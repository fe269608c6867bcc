package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import java.util.function.LongToDoubleFunction;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The product with factors that are real numbers, by ND4J's own operations, for any backend, type, order and view. It holds the factors
 * for the time of the call.
 */
public final class FactorProduct {

    private static final int CHUNK = 1 << 20;

    private FactorProduct() {}

    /**
     * Writes input · factor, where the factor is computed as a double, rounded to the type of the arrays, and multiplied in that type.
     *
     * @param factors by position in the draw array, which is that of a {@link Mask}
     * @param sharedAxes axes along which one factor holds, ascending
     * @param in what is multiplied; not modified unless it is {@code out}
     * @param out array of the same shape and floating point type; the same array, or one that shares no memory with {@code in}
     * @throws IllegalArgumentException if a type is not a floating point one
     */
    @SuppressWarnings("try") // the scope acts by being open
    public static void multiply(LongToDoubleFunction factors, int[] sharedAxes, INDArray in, INDArray out) {
        MaskKernels.requireFloatingPoint(in);
        if (in.isEmpty()) {
            return;
        }
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
                INDArray draws = draws(factors, in, Mask.drawShape(sharedAxes, in.shape()));
                INDArray all = draws.broadcast(in.shape()).dup('c')) {
            Nd4j.exec(new MulOp(in, all, out));
        }
    }

    private static INDArray draws(LongToDoubleFunction factors, INDArray in, long[] shape) {
        INDArray draws = Nd4j.createUninitialized(in.dataType(), shape);
        INDArray line = draws.reshape(-1);
        for (long from = 0; from < line.length(); from += CHUNK) {
            double[] chunk = new double[(int) Math.min(CHUNK, line.length() - from)];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = factors.applyAsDouble(from + i);
            }
            line.get(NDArrayIndex.interval(from, from + chunk.length)).assign(Nd4j.createFromArray(chunk));
        }
        return draws;
    }
}
