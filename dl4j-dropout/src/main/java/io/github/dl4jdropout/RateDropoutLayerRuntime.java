package io.github.dl4jdropout;

import io.github.dl4jdropout.mask.Mask;
import io.github.dl4jdropout.mask.MaskKernels;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link RateDropoutLayer} at work in one network.
 *
 * <p>Output goes to ACTIVATIONS, gradient to ACTIVATION_GRAD, both always new arrays: the network may still read the input, and adds
 * to returned gradients in place. Between the passes the mask is held by its key, so no workspace has to keep it.
 */
final class RateDropoutLayerRuntime extends AbstractLayer<RateDropoutLayer> {

    private static final long serialVersionUID = 1L;

    private final PassCounter passes = new PassCounter();
    private transient LastForward last;

    /** What the last forward pass did: multiplied with a mask, or, where that is null, with a factor. */
    private record LastForward(Mask mask, double factor, long[] shape) {}

    RateDropoutLayerRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        MaskKernels.requireFloatingPoint(input);
        last = forward(training);
        return multiply(input, ArrayType.ACTIVATIONS, workspaceMgr);
    }

    private LastForward forward(boolean training) {
        MaskRecipe recipe = layerConf().recipe();
        if (!training) {
            double rate = recipe.rateAt(getIterationCount(), getEpochCount());
            return new LastForward(null, recipe.scaling().inferFactor(rate), input.shape());
        }
        Mask mask = recipe.next(getIndex(), getIterationCount(), getEpochCount(), passes, input.rank());
        return new LastForward(mask, 1.0, input.shape()); // without a mask the rate is 0, and every factor of it is 1
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (last == null) {
            throw new IllegalStateException(
                    "Cannot propagate back through " + layerConf() + ": expected a forward pass before,"
                            + " not cleared since, received a gradient without one; run the forward pass first");
        }
        if (!Arrays.equals(last.shape, epsilon.shape())) {
            throw new IllegalStateException(
                    "Cannot propagate back through " + layerConf() + ": expected a gradient of the"
                            + " shape of the last input, " + Arrays.toString(last.shape) + ", received one of shape "
                            + Arrays.toString(epsilon.shape()));
        }
        return new Pair<>(new DefaultGradient(), multiply(epsilon, ArrayType.ACTIVATION_GRAD, workspaceMgr));
    }

    private INDArray multiply(INDArray in, ArrayType where, LayerWorkspaceMgr workspaceMgr) {
        if (in.isEmpty()) {
            return in;
        }
        if (last.mask == null && last.factor == 1.0) {
            return workspaceMgr.dup(where, in, in.ordering());
        }
        INDArray out = workspaceMgr.createUninitialized(where, in.dataType(), in.shape(), in.ordering());
        if (last.mask != null) {
            MaskKernels.multiply(last.mask, in, out);
        } else if (last.factor == 0.0) {
            out.assign(0.0); // rate 1: zeros, also where the input is not finite
        } else {
            Nd4j.exec(new ScalarMultiplication(in, null, out, last.factor));
        }
        return out;
    }

    @Override
    public void clear() {
        super.clear();
        last = null;
    }

    void rewind() {
        passes.rewind();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // no parameters, so none with noise
    }
}
