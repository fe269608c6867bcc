package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;

/** {@code SpaceToBatchLayer} hands its dropout no workspaces, which those with a mask need. */
final class SpaceToBatchCrash implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!(place.layer() instanceof SpaceToBatchLayer) || !BuiltIn.remembers(place.dropout())) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "training throws a NullPointerException: SpaceToBatchLayer hands its dropout no workspaces",
                BuiltIn.shown(place.dropout()),
                "no dropout on it, and RateDropoutLayer.of(rate) in front of it");
    }
}
