package io.github.dl4jdropout.check;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;

/** A {@code MaskZeroLayer} takes steps of which every feature was dropped for padding, and scaled padding for steps. */
final class BelowMaskZero implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!place.isOnlyDropout() || Layers.isFrozen(place)) {
            return Optional.empty();
        }
        return place.reaches(above -> above.isIn(MaskZeroLayer.class))
                .map(above -> place.refused(
                        "dropped steps are taken for padding",
                        "below layer " + above.name() + ", which is in a MaskZeroLayer",
                        "put the dropout above that layer, or on the layer inside it: .dropOut(RateDropout.of(rate))"));
    }
}
