package io.github.dl4jdropout;

import io.github.dl4jdropout.kernel.MaskKernels;
import java.util.Arrays;
import java.util.function.BiConsumer;
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
 * A {@link KeyedDropoutLayer} at work in one network. Deeplearning4j prints the name of this class in {@code summary()}.
 *
 * <p>Output goes to ACTIVATIONS, gradient to ACTIVATION_GRAD, both always new arrays: the network may still read the input, and adds
 * to returned gradients in place. Between the passes the mask is held by its key, so no workspace has to keep it.
 */
final class AppliedDropout extends AbstractLayer<KeyedDropoutLayer> {

    private static final long serialVersionUID = 1L;

    private final Step.Counter passes = new Step.Counter();
    private transient LastForward last;

    /** The last forward pass: noise and then a factor, of which one is the identity. */
    private record LastForward(Noise noise, double factor, long[] shape) {}

    AppliedDropout(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        MaskKernels.requireFloatingPoint(input);
        last = forward(training);
        return apply(last.noise::forward, input, ArrayType.ACTIVATIONS, workspaceMgr);
    }

    private LastForward forward(boolean training) {
        MaskRecipe recipe = layerConf().recipe();
        if (!training) {
            double factor = recipe.inferFactorAt(getIterationCount(), getEpochCount());
            return new LastForward(Noise.IDENTITY, factor, input.shape());
        }
        Step at = Workers.locate(new Step(getIndex(), getIterationCount(), getEpochCount(), 0));
        Noise noise = recipe.next(at, passes, CallingLayer::isOutsideFit, input.rank(), recipe.channels());
        return new LastForward(noise, 1.0, input.shape());
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
        return new Pair<>(
                new DefaultGradient(), apply(last.noise::backward, epsilon, ArrayType.ACTIVATION_GRAD, workspaceMgr));
    }

    private INDArray apply(
            BiConsumer<INDArray, INDArray> noise, INDArray in, ArrayType where, LayerWorkspaceMgr workspaceMgr) {
        if (in.isEmpty()) {
            return in;
        }
        INDArray out = workspaceMgr.createUninitialized(where, in.dataType(), in.shape(), in.ordering());
        if (last.factor == 1.0) {
            noise.accept(in, out);
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
