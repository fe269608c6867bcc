package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;

/** On [N, H, W, C] a 2D convolution hands its dropout a gradient [N, C, H, W], which fits the mask only where C = H = W. */
final class ChannelsLastConvolution implements Rule {

    /** They extend {@code ConvolutionLayer}, and compute by themselves. */
    private static final List<Class<? extends Layer>> OTHERS = List.of(
            Convolution1DLayer.class,
            Convolution3D.class,
            Deconvolution2D.class,
            Deconvolution3D.class,
            DepthwiseConvolution2D.class,
            SeparableConvolution2D.class);

    @Override
    public Optional<Finding> judge(Place place) {
        boolean convolution = place.layer() instanceof ConvolutionLayer
                && OTHERS.stream().noneMatch(other -> other.isInstance(place.layer()));
        if (!convolution
                || !BuiltIn.remembers(place.dropout())
                || !place.channelsLast().orElse(false)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "training throws: the gradient comes as [N, C, H, W] to a mask [N, H, W, C]; where C = H = W it is wrong silently",
                BuiltIn.shown(place.dropout()) + " on " + BuiltIn.type(place) + " with channels last",
                BuiltIn.isOff(place)
                        ? "layer.setIDropout(null); of an import from Keras, KerasDropoutRestorer.restore(file, network) does it for all"
                        : "no dropout on it, and RateDropoutLayer.of(rate) in front of it");
    }
}
