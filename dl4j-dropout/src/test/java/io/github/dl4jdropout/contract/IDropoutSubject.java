package io.github.dl4jdropout.contract;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calls an {@code IDropout} as the first layer of a network does: result apart from input, gradient in place. */
final class IDropoutSubject implements Candidate.Subject {

    private final IDropout dropout;
    private int iteration;
    private int epoch;

    IDropoutSubject(IDropout dropout) {
        this.dropout = dropout;
    }

    @Override
    public INDArray train(INDArray x) {
        INDArray result = Nd4j.createUninitialized(x.dataType(), x.shape(), x.ordering());
        return dropout.applyDropout(x, result, iteration, epoch, LayerWorkspaceMgr.noWorkspaces());
    }

    @Override
    public INDArray infer(INDArray x) {
        return x; // Deeplearning4j does not call an IDropout at inference
    }

    @Override
    public INDArray backward(INDArray gradient) {
        INDArray copy = gradient.dup();
        dropout.backprop(copy, copy, iteration, epoch);
        return copy;
    }

    @Override
    public void clear() {
        dropout.clear();
    }

    @Override
    public void at(int iteration, int epoch) {
        this.iteration = iteration;
        this.epoch = epoch;
    }
}
