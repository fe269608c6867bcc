package io.github.dl4jdropout.check;

import java.util.Optional;

/** Some layers see dropout for sure only if their input is changed in place, which is safe only where nobody else reads it. */
final class OnlyInPlace implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        boolean readByOthers = place.walk().isGraph() || place.index() == 0 && !place.reversed();
        if (place.dropout() == null || !Layers.worksInPlace(place) || Layers.isFrozen(place) || !readByOthers) {
            return Optional.empty();
        }
        return Optional.of(place.refused(
                place.type() + " sees its dropout only where it may change its input in place, and here it may not",
                (place.walk().isGraph() ? "it is a layer of a graph" : "it is the first layer")
                        + (Layers.isRecurrent(place.layer()) ? ", on [N, T, C]" : ""),
                ".dropOut(RateDropout.of(0)) on it, and " + place.asLayer() + " in front of it"));
    }
}
