package io.github.dl4jdropout.contract;

import java.util.function.Consumer;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks in double precision, and the comparison of their gradients with finite differences. */
public final class Networks {

    private Networks() {}

    /** A smooth network with a learning rate of 1, as gradient checks need it. */
    public static NeuralNetConfiguration.Builder smooth(WorkspaceMode workspaces) {
        return new NeuralNetConfiguration.Builder()
                .seed(12345)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(1.0))
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.TANH)
                .trainingWorkspaceMode(workspaces)
                .inferenceWorkspaceMode(workspaces);
    }

    /** Deterministic input in [-1, 1]. */
    public static INDArray input(long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, Math.sin(1 + 0.7 * i + 0.01 * i * i));
        }
        return array;
    }

    /** One-hot labels along axis 1. */
    public static INDArray labels(long examples, long classes) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, classes);
        for (long i = 0; i < examples; i++) {
            labels.putScalar(i, i % classes, 1.0);
        }
        return labels;
    }

    /** One-hot labels [N, classes, T]. */
    public static INDArray labels(long examples, long classes, long steps) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, examples, classes, steps);
        for (long i = 0; i < examples; i++) {
            for (long t = 0; t < steps; t++) {
                labels.putScalar(new long[] {i, (i + t) % classes, t}, 1.0);
            }
        }
        return labels;
    }

    /** Whether the gradients are those of finite differences, with the masks held still by the generator's seed. */
    public static boolean gradientsAreRight(MultiLayerNetwork net, INDArray x, INDArray y, INDArray mask) {
        return gradientsAreRight(net, x, y, mask, n -> Nd4j.getRandom().setSeed(12345));
    }

    /** The same, with the masks held still by other means. */
    public static boolean gradientsAreRight(
            MultiLayerNetwork net, INDArray x, INDArray y, INDArray mask, Consumer<MultiLayerNetwork> holdMasks) {
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(net)
                .input(x)
                .labels(y)
                .inputMask(mask)
                .labelMask(mask)
                .epsilon(1e-6)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8)
                .exitOnFirstError(true)
                .subset(true)
                .maxPerParam(8)
                .callEachIter(holdMasks::accept));
    }

    /** The same for a graph with one input and one output. */
    public static boolean gradientsAreRight(ComputationGraph net, INDArray x, INDArray y) {
        return GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net(net)
                .inputs(new INDArray[] {x})
                .labels(new INDArray[] {y})
                .epsilon(1e-6)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8)
                .exitOnFirstError(true)
                .subset(true)
                .maxPerParam(8)
                .callEachIter(n -> Nd4j.getRandom().setSeed(12345)));
    }
}
