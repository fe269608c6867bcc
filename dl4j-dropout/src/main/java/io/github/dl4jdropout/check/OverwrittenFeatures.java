package io.github.dl4jdropout.check;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;

/**
 * A layer that changes its input in place, above layers that hand on theirs, changes the features of the caller. With dropouts that are
 * not of this library every layer does so.
 */
final class OverwrittenFeatures implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        boolean inPlace = place.dropout() != null
                && (Layers.worksInPlace(place) || !place.isOurs())
                && !NeverCalled.at(place)
                && !place.reversed()
                && !place.isIn(TimeDistributed.class);
        if (!inPlace || place.walk().isGraph() || place.below().isEmpty() || !readsFeatures(place)) {
            return Optional.empty();
        }
        return Optional.of(place.refused(
                place.type() + " changes its input in place, and that is the features of the caller",
                place.below().get(0).type() + " below it returns its input itself",
                ".dropOut(RateDropout.of(0)) on it, and " + place.asLayer() + " in front of it"));
    }

    private static boolean readsFeatures(Place place) {
        List<Place> below = place.below();
        return below.isEmpty() || Layers.handsOnItsInput(below.get(0)) && readsFeatures(below.get(0));
    }
}
