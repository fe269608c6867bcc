package io.github.dl4jdropout.onednn;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2DDerivative;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A two-dimensional convolution as ND4J's operations conv2d and conv2d_bp. In contrast to the helper that it replaces, it hands over
 * contiguous arrays only: oneDNN's backward pass reads a gradient with permuted strides, which is what channels last have, as if it
 * were contiguous.
 */
final class OneDnnConvolution extends MKLDNNConvHelper {

    private static final int WEIGHTS_OUT_IN_HEIGHT_WIDTH = 1;

    private static final IActivation RELU = new ActivationReLU();

    /** By the last forward pass, and not yet activated. */
    private KeptPreOutput made;

    /** Activated in training, to another array. */
    private KeptPreOutput kept;

    OneDnnConvolution() {
        super(DataType.FLOAT);
        context = NativeSwitch.contextWithOneDnn();
        contextBwd = NativeSwitch.contextWithOneDnn();
    }

    @Override
    public INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] kernel,
            int[] strides,
            int[] pad,
            ConvolutionLayer.AlgoMode mode,
            ConvolutionLayer.FwdAlgo algorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        KeptPreOutput last = kept;
        kept = null; // also because the backward pass may write into what it is given
        made = null;
        if (last != null && last.isWantedFor(input)) {
            return last.preOutput();
        }
        int[] size = ConvolutionUtils.getOutputSize(
                input,
                kernel,
                strides,
                convolutionMode == ConvolutionMode.Same ? null : pad,
                convolutionMode,
                dilation,
                format);
        long channels = weights.size(0);
        long[] shape = format == CNN2DFormat.NCHW
                ? new long[] {input.size(0), channels, size[0], size[1]}
                : new long[] {input.size(0), size[0], size[1], channels};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, input.dataType(), shape);
        prepare(
                context,
                arguments(kernel, strides, pad, dilation, convolutionMode, format),
                present(contiguous(input, ArrayType.FF_WORKING_MEM, workspaces), weights, bias),
                List.of(out));
        Nd4j.exec(new Conv2D(), context);
        made = new KeptPreOutput(input, out, workspaces);
        return out;
    }

    /**
     * In training to an array of its own, so that what is kept stays what it is. The layer does not ask where its output has a length of
     * 1, and applies the function in place; what nobody asked for is not kept.
     */
    @Override
    public INDArray activate(INDArray preOutput, IActivation activation, boolean training) {
        KeptPreOutput last = made;
        made = null;
        if (!training || last == null || last.preOutput() != preOutput) {
            return activation.getActivation(preOutput, training);
        }
        INDArray out = activated(last, activation);
        kept = last;
        return out;
    }

    private static INDArray activated(KeptPreOutput made, IActivation activation) {
        INDArray preOutput = made.preOutput();
        if (activation.getClass() == ActivationIdentity.class) {
            return preOutput; // layers above may change it: the backward pass does not look at its values
        }
        if (activation.getClass() == ActivationReLU.class && activation.equals(RELU)) { // in one pass, without a copy
            INDArray out = made.workspaces()
                    .createUninitialized(
                            ArrayType.ACTIVATIONS, preOutput.dataType(), preOutput.shape(), preOutput.ordering());
            return Nd4j.exec(new RectifiedLinear(preOutput, out));
        }
        return activation.getActivation(made.workspaces().dup(ArrayType.ACTIVATIONS, preOutput), true);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray bias,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            INDArray biasGradient,
            INDArray weightGradient,
            IActivation activation,
            ConvolutionLayer.AlgoMode mode,
            ConvolutionLayer.BwdFilterAlgo filterAlgorithm,
            ConvolutionLayer.BwdDataAlgo dataAlgorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        made = null; // of a backward pass that found nothing kept
        INDArray inputGradient =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape());
        INDArray in = contiguous(input, ArrayType.BP_WORKING_MEM, workspaces);
        INDArray out = contiguous(delta, ArrayType.BP_WORKING_MEM, workspaces);
        prepare(
                contextBwd,
                arguments(kernel, strides, pad, dilation, convolutionMode, format),
                present(in, weights, bias, out),
                present(inputGradient, weightGradient, biasGradient));
        Nd4j.exec(new Conv2DDerivative(), contextBwd);

        Gradient gradient = new DefaultGradient();
        if (biasGradient != null) {
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
        return new Pair<>(gradient, inputGradient);
    }

    /** In the order of conv2d and conv2d_bp. In mode Same they work out the padding themselves. */
    private static long[] arguments(
            int[] kernel, int[] strides, int[] pad, int[] dilation, ConvolutionMode mode, CNN2DFormat format) {
        return new long[] {
            kernel[0],
            kernel[1],
            strides[0],
            strides[1],
            pad[0],
            pad[1],
            dilation[0],
            dilation[1],
            mode == ConvolutionMode.Same ? 1 : 0,
            format == CNN2DFormat.NCHW ? 0 : 1,
            WEIGHTS_OUT_IN_HEIGHT_WIDTH
        };
    }

    private static void prepare(OpContext context, long[] arguments, List<INDArray> in, List<INDArray> out) {
        context.purge();
        context.setIArguments(arguments);
        for (int i = 0; i < in.size(); i++) {
            context.setInputArray(i, in.get(i));
        }
        for (int i = 0; i < out.size(); i++) {
            context.setOutputArray(i, out.get(i));
        }
    }

    private static List<INDArray> present(INDArray... arrays) {
        List<INDArray> present = new ArrayList<>();
        for (INDArray array : arrays) {
            if (array != null) {
                present.add(array);
            }
        }
        return present;
    }

    private static INDArray contiguous(INDArray array, ArrayType workspace, LayerWorkspaceMgr workspaces) {
        boolean is = array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array);
        return is ? array : workspaces.dup(workspace, array, 'c');
    }
}
