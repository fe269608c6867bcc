package io.github.dl4jdropout.contract;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a layer alone, without workspaces. */
final class LayerSubject implements Candidate.Subject {

    private static final LayerWorkspaceMgr DETACHED = LayerWorkspaceMgr.noWorkspaces();

    private final Layer layer;

    LayerSubject(org.deeplearning4j.nn.conf.layers.Layer conf) {
        NeuralNetConfiguration net = new NeuralNetConfiguration();
        net.setLayer(conf);
        layer = conf.instantiate(net, List.of(), 0, null, false, DataType.FLOAT);
    }

    @Override
    public INDArray train(INDArray x) {
        return layer.activate(x, true, DETACHED);
    }

    @Override
    public INDArray infer(INDArray x) {
        return layer.activate(x, false, DETACHED);
    }

    @Override
    public INDArray backward(INDArray gradient) {
        return layer.backpropGradient(gradient.dup(), DETACHED).getSecond();
    }

    @Override
    public void clear() {
        layer.clear();
    }

    @Override
    public void at(int iteration, int epoch) {
        layer.setIterationCount(iteration);
        layer.setEpochCount(epoch);
    }
}
