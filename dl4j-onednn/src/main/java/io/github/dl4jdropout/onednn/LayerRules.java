package io.github.dl4jdropout.onednn;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;

/** Which layers are accelerated: those that the tests of this module compare with the plain path. */
final class LayerRules {

    private LayerRules() {}

    /** Whether Deeplearning4j has a oneDNN path for this type of layer at all. Subclasses compute in ways of their own. */
    static boolean concerns(Layer layer) {
        return layer.getClass() == ConvolutionLayer.class
                || layer.getClass() == SubsamplingLayer.class
                || layer.getClass() == BatchNormalization.class;
    }

    /** Why such a layer of a FLOAT network is left plain: a phrase for a person; empty if it is accelerated. */
    static String obstacle(Layer layer) {
        if (layer instanceof ConvolutionLayer convolution) {
            if (Arrays.stream(convolution.layerConf().getDilation()).anyMatch(step -> step > 1)) {
                return "dilation";
            }
            return convolution.layerConf().getWeightNoise() == null ? "" : "weight noise";
        }
        if (layer instanceof BatchNormalization normalization) {
            return normalization.layerConf().isLockGammaBeta() ? "locked scale and shift" : "";
        }
        return "pooling";
    }

    /** Whether a layer that can be accelerated is plain yet. */
    static boolean anyPlain(Layer[] layers) {
        return Arrays.stream(layers)
                .anyMatch(layer -> concerns(layer) && obstacle(layer).isEmpty() && layer.getHelper() == null);
    }

    /** A new helper for a layer without obstacle. */
    static LayerHelper helper(Layer layer) {
        if (layer instanceof BatchNormalization normalization) {
            var conf = normalization.layerConf();
            return new OneDnnBatchNormalization(conf.getEps(), conf.getCnn2DFormat());
        }
        return new OneDnnConvolution();
    }
}
