package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;

/** {@code SpatialDropout} takes axis 1 for the channels, also where they are last. */
final class SpatialAxis implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        boolean last = place.channelsLast().orElse(false)
                && !(place.layer() instanceof BaseRecurrentLayer); // these hand it [N, C, T], whatever their format
        if (!(place.dropout() instanceof SpatialDropout) || !last) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "it drops whole time steps or rows of images, not channels",
                "SpatialDropout drops along axis 1, and the channels are last",
                "RateDropoutLayer.builder(rate).noiseShape(NoiseShape.CHANNEL).channelsLast(true).build()");
    }
}
