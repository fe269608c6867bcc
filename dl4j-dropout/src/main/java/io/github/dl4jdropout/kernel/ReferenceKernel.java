package io.github.dl4jdropout.kernel;

import io.github.dl4jdropout.mask.Mask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The product by ND4J's own operations, for any backend, type, order and view. It is written to be obviously right, and holds one
 * boolean per element for the time of the call.
 */
final class ReferenceKernel implements MaskKernel {

    private static final int CHUNK = 1 << 20;

    @Override
    public String obstacle(INDArray in, INDArray out) {
        return "";
    }

    @Override
    @SuppressWarnings("try") // the scope acts by being open
    public void multiply(Mask mask, INDArray in, INDArray out) {
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
                INDArray draws = draws(mask, in);
                INDArray keep = draws.broadcast(in.shape()).dup('c');
                INDArray zeros = Nd4j.zeros(in.dataType(), in.shape())) {
            Nd4j.exec(new ScalarMultiplication(in, null, out, mask.factor()));
            // Selected, not multiplied by 0: NaN and infinity times 0 are NaN.
            Nd4j.exec(DynamicCustomOp.builder("select")
                    .addInputs(keep, out, zeros)
                    .addOutputs(out)
                    .build());
        }
    }

    private static INDArray draws(Mask mask, INDArray in) {
        long[] shape = mask.drawShape(in.shape());
        INDArray draws = Nd4j.create(DataType.BOOL, shape);
        INDArray line = draws.reshape(-1);
        for (long from = 0; from < line.length(); from += CHUNK) {
            boolean[] chunk = new boolean[(int) Math.min(CHUNK, line.length() - from)];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = mask.bits().keep(from + i);
            }
            line.get(NDArrayIndex.interval(from, from + chunk.length)).assign(Nd4j.createFromArray(chunk));
        }
        return draws;
    }

    @Override
    public String toString() {
        return "reference";
    }
}
