package io.github.dl4jdropout.check;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseUpsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;

/** What Deeplearning4j 1.0.0-M2.1 does with the dropout and the input of its layers. */
final class Layers {

    /** The layers that call their dropout at all; every other one of Deeplearning4j ignores it. */
    @SuppressWarnings("deprecation") // GravesLSTM is, and networks have it
    private static final List<Class<? extends Layer>> CALLERS = List.of(
            DenseLayer.class,
            BaseOutputLayer.class,
            ConvolutionLayer.class,
            BaseUpsamplingLayer.class,
            Subsampling3DLayer.class,
            SpaceToBatchLayer.class,
            SpaceToDepthLayer.class,
            RepeatVector.class,
            LSTM.class,
            GravesLSTM.class,
            SimpleRnn.class,
            PReLULayer.class,
            ElementWiseMultiplicationLayer.class,
            AutoEncoder.class,
            DropoutLayer.class);

    private Layers() {}

    /** Whether the layer never calls a dropout; of layers that are not Deeplearning4j's it is not known. */
    static boolean neverCalls(Layer layer) {
        boolean known = layer instanceof AbstractSameDiffLayer
                || layer.getClass().getName().startsWith("org.deeplearning4j.");
        return known && !isOneOf(layer, CALLERS);
    }

    static boolean isFrozen(Place place) {
        return place.isIn(FrozenLayer.class) || place.isIn(FrozenLayerWithBackprop.class);
    }

    /** Whether the layer drops an [N, T, C] input and its gradient in different formats, or not at all, by its format. */
    @SuppressWarnings("deprecation") // GravesLSTM again
    static boolean isRecurrent(Layer layer) {
        return layer instanceof LSTM || layer instanceof GravesLSTM || layer instanceof SimpleRnn;
    }

    /** Whether the layer uses a change of its input for sure only if it is made in place. */
    static boolean worksInPlace(Place place) {
        return place.layer() instanceof ElementWiseMultiplicationLayer
                || place.layer() instanceof SpaceToBatchLayer
                || place.layer() instanceof LSTM && place.input().channelsLast();
    }

    /** Whether zeros stay zeros and single values single values. */
    static boolean passesValues(Place place) {
        return place.layer() == null
                || place.isOnlyDropout()
                || place.layer() instanceof ActivationLayer
                || place.layer() instanceof MaskLayer;
    }

    /** Whether the layer may return its input itself, not a new array. */
    static boolean handsOnItsInput(Place place) {
        Layer layer = place.layer();
        return layer instanceof MaskLayer
                || layer instanceof DropoutLayer && (isFrozen(place) || handsOn(place))
                || (layer instanceof ActivationLayer || layer instanceof PReLULayer) && isFrozen(place);
    }

    /** Without dropout, or where rate 0 is applied in place, which it is from the second layer on. */
    private static boolean handsOn(Place dropoutLayer) {
        return dropoutLayer.dropout() == null || !dropoutLayer.drops() && dropoutLayer.index() > 0;
    }

    static boolean isOneOf(Layer layer, List<Class<? extends Layer>> classes) {
        for (Class<? extends Layer> type : classes) {
            if (type.isInstance(layer)) {
                return true;
            }
        }
        return false;
    }
}
