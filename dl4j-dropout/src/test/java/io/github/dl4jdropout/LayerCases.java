package io.github.dl4jdropout;

import static org.deeplearning4j.nn.conf.RNNFormat.NCW;
import static org.deeplearning4j.nn.conf.RNNFormat.NWC;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of Deeplearning4j on which {@link RateDropout} is right, and what cases are made of. Recurrent input has as many steps as features, the worst case. */
@SuppressWarnings({"rawtypes", "unchecked"}) // one builder of Deeplearning4j has no other form
final class LayerCases {

    private LayerCases() {}

    /** Where {@link RateDropout} gives right gradients. */
    static List<LayerCase> right() {
        return List.of(
                second("Dense", LayerCases::dense, output()),
                second("Output", d -> outputBuilder().dropOut(d).build(), null),
                second(
                        "PReLU",
                        d -> new PReLULayer.Builder()
                                .inputShape(4)
                                .nIn(4)
                                .nOut(4)
                                .dropOut(d)
                                .build(),
                        output()),
                second("ElementWiseMultiplication", LayerCases::elementWise, output()),
                images(
                        "Convolution2D",
                        3,
                        d -> new ConvolutionLayer.Builder(2, 2)
                                .nOut(2)
                                .dropOut(d)
                                .build()),
                images(
                        "DepthwiseConvolution2D",
                        3,
                        d -> new DepthwiseConvolution2D.Builder(2, 2)
                                .depthMultiplier(2)
                                .nOut(4)
                                .dropOut(d)
                                .build()),
                images(
                        "SeparableConvolution2D",
                        3,
                        d -> new SeparableConvolution2D.Builder(2, 2)
                                .nOut(2)
                                .dropOut(d)
                                .build()),
                images(
                        "Upsampling2D",
                        3,
                        d -> new Upsampling2D.Builder(2).dropOut(d).build()),
                images(
                        "SpaceToBatch",
                        12,
                        d -> new SpaceToBatchLayer.Builder(new int[] {2, 2})
                                .dropOut(d)
                                .build()),
                volumes(
                        "Subsampling3D",
                        d -> new Subsampling3DLayer.Builder(Subsampling3DLayer.PoolingType.AVG)
                                .kernelSize(2, 2, 2)
                                .stride(1, 1, 1)
                                .dataFormat(NCDHW)
                                .dropOut(d)
                                .build()),
                laterSequence("LSTM", NCW, d -> lstm(NCW, d)),
                laterSequence("LSTM", NWC, d -> lstm(NWC, d)),
                laterSequence("Bidirectional LSTM", NCW, d -> new Bidirectional(lstm(NCW, d))),
                laterSequence("Bidirectional LSTM", NWC, d -> new Bidirectional(lstm(NWC, d))),
                laterSequence("TimeDistributed Dense", NCW, d -> new TimeDistributed(dense(d), NCW)),
                rnnOutput(NCW),
                rnnOutput(NWC));
    }

    static LayerCase second(String name, Function<IDropout, Layer> layer, Layer above) {
        return new LayerCase(
                name, InputType.feedForward(4), Networks.input(6, 4), Networks.labels(6, 3), dense(null), layer, above);
    }

    static LayerCase images(String name, int rows, Function<IDropout, Layer> layer) {
        ConvolutionLayer below = new ConvolutionLayer.Builder(2, 2).nOut(2).build();
        return new LayerCase(
                name,
                InputType.convolutional(5, 5, 1),
                Networks.input(3, 1, 5, 5),
                Networks.labels(rows, 3),
                below,
                layer,
                output());
    }

    static LayerCase volumes(String name, Function<IDropout, Layer> layer) {
        Convolution3D below =
                new Convolution3D.Builder(1, 1, 1).nOut(2).dataFormat(NCDHW).build();
        return new LayerCase(
                name,
                InputType.convolutional3D(NCDHW, 2, 2, 2, 1),
                Networks.input(3, 1, 2, 2, 2),
                Networks.labels(3, 3),
                below,
                layer,
                output());
    }

    static LayerCase laterSequence(String name, RNNFormat format, Function<IDropout, Layer> layer) {
        return sequences(name, format, 4, lstm(format, null), layer, output(format));
    }

    private static LayerCase rnnOutput(RNNFormat format) {
        return sequences(
                "RnnOutput",
                format,
                4,
                lstm(format, null),
                d -> outputBuilder(format).dropOut(d).build(),
                null);
    }

    static LayerCase sequences(
            String name, RNNFormat format, int stepsOut, Layer below, Function<IDropout, Layer> layer, Layer above) {
        INDArray x = Networks.input(3, 4, 4);
        INDArray y = Networks.labels(3, 3, stepsOut);
        boolean ncw = format == NCW;
        return new LayerCase(
                name + " " + format,
                InputType.recurrent(4, format),
                ncw ? x : x.permute(0, 2, 1).dup('c'),
                ncw ? y : y.permute(0, 2, 1).dup('c'),
                below,
                layer,
                above);
    }

    static Layer dense(IDropout dropout) {
        return new DenseLayer.Builder().nIn(4).nOut(4).dropOut(dropout).build();
    }

    static Layer elementWise(IDropout dropout) {
        return new ElementWiseMultiplicationLayer.Builder()
                .nIn(4)
                .nOut(4)
                .activation(Activation.TANH)
                .dropOut(dropout)
                .build();
    }

    static LSTM lstm(RNNFormat format, IDropout dropout) {
        return new LSTM.Builder().nOut(4).dataFormat(format).dropOut(dropout).build();
    }

    private static OutputLayer.Builder outputBuilder() {
        return new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX);
    }

    static Layer output() {
        return outputBuilder().build();
    }

    private static RnnOutputLayer.Builder outputBuilder(RNNFormat format) {
        return new RnnOutputLayer.Builder()
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .dataFormat(format);
    }

    static Layer output(RNNFormat format) {
        return outputBuilder(format).build();
    }
}
