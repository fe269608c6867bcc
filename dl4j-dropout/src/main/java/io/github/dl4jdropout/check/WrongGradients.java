package io.github.dl4jdropout.check;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;

/** Some layers drop in one of the two passes only, or in two different formats: they train on wrong gradients. */
final class WrongGradients implements Rule {

    private static final List<Class<? extends Layer>> FORWARD_ONLY = List.of(
            Convolution1DLayer.class,
            Convolution3D.class,
            Deconvolution2D.class,
            Deconvolution3D.class,
            Upsampling1D.class,
            SpaceToDepthLayer.class,
            RepeatVector.class,
            CenterLossOutputLayer.class);

    @Override
    public Optional<Finding> judge(Place place) {
        Layer layer = place.layer();
        if (place.dropout() == null || Layers.isFrozen(place)) {
            return Optional.empty();
        }
        if (Layers.isOneOf(layer, FORWARD_ONLY)) {
            return Optional.of(wrong(place, "drops in the forward pass and never in the backward pass"));
        }
        if (layer instanceof AutoEncoder) {
            return Optional.of(place.refused(
                    "AutoEncoder drops in the backward pass and never in the forward pass, so that its gradients are wrong",
                    "Deeplearning4j 1.0.0-M2.1",
                    ".dropOut(RateDropout.of(0)) on it; corruptionLevel(rate) drops its input in pretrain(), and "
                            + place.asLayer() + " in front of it drops in fit()"));
        }
        boolean transposed = Layers.isRecurrent(layer)
                && !(layer instanceof LSTM)
                && place.input().channelsLast();
        return transposed
                ? Optional.of(wrong(place, "drops an input [N, T, C] and then its gradient as [N, C, T]"))
                : Optional.empty();
    }

    private static Finding wrong(Place place, String how) {
        return place.refused(
                place.type() + " " + how + ", so that its gradients are wrong",
                "Deeplearning4j 1.0.0-M2.1",
                ".dropOut(RateDropout.of(0)) on it, and " + place.asLayer() + " in front of it");
    }
}
