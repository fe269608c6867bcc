package io.github.dl4jdropout.onednn;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's helper, with a forward pass by oneDNN. The backward pass makes a context at each call, so it is ND4J's own
 * operation batchnorm_bp, which is still faster than the layer without a helper. An array [N, F] in a layer for channels last is
 * declined, and computed by the layer: Deeplearning4j hands it over as [N, F, 1, 1] forward and as [N, 1, 1, F] backward.
 */
final class OneDnnBatchNormalization extends MKLDNNBatchNormHelper {

    private final int channelAxis;

    /**
     * For one layer.
     *
     * @param epsilon added to the variance
     * @param format of the layer's input
     */
    OneDnnBatchNormalization(double epsilon, CNN2DFormat format) {
        super(DataType.FLOAT);
        channelAxis = format == CNN2DFormat.NCHW ? 1 : 3;
        context = NativeSwitch.contextWithOneDnn();
        context.setIArguments(1, 1, channelAxis); // with scale, with shift
        context.setTArguments(epsilon);
    }

    @Override
    public INDArray preOutput(
            INDArray x,
            boolean training,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray mean,
            INDArray variance,
            double decay,
            double epsilon,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (x.size(channelAxis) != gamma.length()) {
            return null;
        }
        return super.preOutput(x, training, shape, gamma, beta, mean, variance, decay, epsilon, format, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray delta,
            long[] shape,
            INDArray gamma,
            INDArray beta,
            INDArray gammaGradient,
            INDArray betaGradient,
            double epsilon,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        boolean declined = getMeanCache(input.dataType()) == null;
        return declined
                ? null
                : super.backpropGradient(
                        input, delta, shape, gamma, beta, gammaGradient, betaGradient, epsilon, format, workspaces);
    }
}
