package io.github.dl4jdropout;

import static io.github.dl4jdropout.LayerCases.dense;
import static io.github.dl4jdropout.LayerCases.images;
import static io.github.dl4jdropout.LayerCases.laterSequence;
import static io.github.dl4jdropout.LayerCases.lstm;
import static io.github.dl4jdropout.LayerCases.output;
import static io.github.dl4jdropout.LayerCases.second;
import static io.github.dl4jdropout.LayerCases.sequences;
import static io.github.dl4jdropout.LayerCases.volumes;
import static org.deeplearning4j.nn.conf.RNNFormat.NCW;
import static org.deeplearning4j.nn.conf.RNNFormat.NWC;
import static org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat.NCDHW;

import io.github.dl4jdropout.contract.Networks;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** The layers of Deeplearning4j on which {@link RateDropout} is refused. */
@SuppressWarnings({"deprecation", "rawtypes", "unchecked"}) // GravesLSTM is deprecated; two builders have no other form
final class RefusedLayerCases {

    private RefusedLayerCases() {}

    /** Where Deeplearning4j's own dropout trains on wrong gradients in a {@code MultiLayerNetwork}. */
    static List<LayerCase> wrongWithTheBuiltIn() {
        return List.of(
                laterSequence(
                        "Convolution1D",
                        NCW,
                        d -> new Convolution1D.Builder(1).nOut(3).dropOut(d).build()),
                sequences(
                        "Upsampling1D",
                        NCW,
                        8,
                        lstm(NCW, null),
                        d -> new Upsampling1D.Builder(2).dropOut(d).build(),
                        output(NCW)),
                volumes(
                        "Convolution3D",
                        d -> new Convolution3D.Builder(1, 1, 1)
                                .nOut(2)
                                .dataFormat(NCDHW)
                                .dropOut(d)
                                .build()),
                images(
                        "Deconvolution2D",
                        3,
                        d -> new Deconvolution2D.Builder(2, 2)
                                .nOut(2)
                                .dropOut(d)
                                .build()),
                volumes(
                        "Deconvolution3D",
                        d -> new Deconvolution3D.Builder()
                                .kernelSize(1, 1, 1)
                                .nOut(2)
                                .dataFormat(NCDHW)
                                .dropOut(d)
                                .build()),
                images(
                        "SpaceToDepth",
                        3,
                        d -> new SpaceToDepthLayer.Builder(2).dropOut(d).build()),
                new LayerCase(
                        "RepeatVector",
                        InputType.feedForward(4),
                        Networks.input(3, 4),
                        Networks.labels(3, 3, 4),
                        dense(null),
                        d -> new RepeatVector.Builder(4).dropOut(d).build(),
                        output(NCW)),
                second(
                        "CenterLossOutput",
                        d -> new CenterLossOutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .alpha(1)
                                .lambda(0.5)
                                .gradientCheck(true)
                                .dropOut(d)
                                .build(),
                        null),
                second(
                        "AutoEncoder",
                        d -> new AutoEncoder.Builder()
                                .nOut(4)
                                .activation(Activation.TANH)
                                .dropOut(d)
                                .build(),
                        output()),
                new LayerCase(
                        "ElementWiseMultiplication first",
                        InputType.feedForward(4),
                        Networks.input(6, 4),
                        Networks.labels(6, 3),
                        null,
                        LayerCases::elementWise,
                        output()),
                sequences("LSTM first", NWC, 4, null, d -> lstm(NWC, d), output(NWC)),
                sequences("Bidirectional LSTM first", NWC, 4, null, d -> new Bidirectional(lstm(NWC, d)), output(NWC)),
                laterSequence(
                        "SimpleRnn",
                        NWC,
                        d -> new SimpleRnn.Builder()
                                .nOut(4)
                                .dataFormat(NWC)
                                .dropOut(d)
                                .build()),
                laterSequence(
                        "GravesLSTM",
                        NWC,
                        d -> new GravesLSTM.Builder()
                                .nOut(4)
                                .dataFormat(NWC)
                                .dropOut(d)
                                .build()));
    }

    /** Right with Deeplearning4j's own dropout, but not to be told from the one of the other format above. */
    static List<LayerCase> alikeToAWrongOne() {
        return List.of(
                sequences("LSTM first", NCW, 4, null, d -> lstm(NCW, d), output(NCW)),
                laterSequence(
                        "SimpleRnn",
                        NCW,
                        d -> new SimpleRnn.Builder().nOut(4).dropOut(d).build()),
                laterSequence(
                        "GravesLSTM",
                        NCW,
                        d -> new GravesLSTM.Builder().nOut(4).dropOut(d).build()));
    }
}
