package io.github.dl4jdropout.benchmarks;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ND4J's {@code assign} in the place of a dropout: the floor of what a pass can cost. */
final class Copy implements IDropout {

    private static final long serialVersionUID = 1L;

    /** Where a gradient goes; a copy of an array onto itself would be no copy. */
    private transient INDArray spare;

    @Override
    public INDArray applyDropout(
            INDArray inputActivations, INDArray resultArray, int iteration, int epoch, LayerWorkspaceMgr workspaceMgr) {
        spare = resultArray;
        return resultArray.assign(inputActivations);
    }

    @Override
    public INDArray backprop(INDArray gradAtOutput, INDArray gradAtInput, int iteration, int epoch) {
        return spare.assign(gradAtOutput);
    }

    @Override
    public void clear() {
        // holds nothing that a pass depends on
    }

    @Override
    public IDropout clone() {
        return new Copy();
    }
}
