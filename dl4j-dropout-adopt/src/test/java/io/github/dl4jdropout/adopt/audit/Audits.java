package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.adopt.DropoutAudit;
import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small networks, what a dropout makes of ones, and findings in short. */
final class Audits {

    private Audits() {}

    /** Layer and rule of each finding. */
    static List<String> found(DropoutAudit audit) {
        return audit.findings().stream()
                .map(finding -> finding.layer() + " " + finding.rule())
                .toList();
    }

    static List<String> found(InputType input, Layer... layers) {
        return found(DropoutAudit.of(configuration(input, layers)));
    }

    /** The layers, in double precision and with a learning rate of 1. */
    static MultiLayerConfiguration configuration(InputType input, Layer... layers) {
        ListBuilder list = Networks.smooth(WorkspaceMode.ENABLED).list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        return list.setInputType(input).build();
    }

    static MultiLayerNetwork network(InputType input, Layer... layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(input, layers));
        network.init();
        return network;
    }

    static Layer dense() {
        return new DenseLayer.Builder().nOut(4).build();
    }

    static Layer dense(IDropout dropout) {
        return new DenseLayer.Builder().nOut(4).dropOut(dropout).build();
    }

    static Layer output() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    }

    /** What a dropout makes of ones in training, of a generator that starts from a fixed seed. */
    static INDArray ofOnes(IDropout dropout, long... shape) {
        Nd4j.getRandom().setSeed(12345);
        INDArray ones = Nd4j.ones(DataType.DOUBLE, shape);
        return dropout.applyDropout(ones, ones.dup(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
    }

    static double zeros(INDArray array) {
        return array.eq(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
    }
}
