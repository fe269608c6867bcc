package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;

/** A dropout of the builder goes to every layer, the first and the last included; {@code .dropOut(0)} on a layer does not keep it off. */
final class GlobalDropout implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        List<Place> layers = place.walk().places().stream()
                .filter(each -> each.layer() != null)
                .toList();
        boolean everywhere = layers.size() > 1
                && place == layers.get(0)
                && place.drops()
                && !BuiltIn.isOff(place)
                && layers.stream()
                        .allMatch(each ->
                                place.dropout() != null && place.dropout().equals(each.dropout()));
        if (!everywhere) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.NOTE,
                "one dropout is on all layers, and here drops the input of the network; .dropOut(0) does not keep it off a layer",
                BuiltIn.shown(place.dropout()) + " on all " + layers.size() + " layers",
                ".dropOut(new Dropout(1.0)) on a layer that shall have none, or .dropOut(...) on those alone that shall have it");
    }
}
