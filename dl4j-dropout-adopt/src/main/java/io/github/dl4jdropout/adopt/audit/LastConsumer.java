package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;

/** In a graph the last reader of an activation drops it in place, under the eyes of the readers before it. */
final class LastConsumer implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!place.walk().isGraph() || !BuiltIn.acts(place)) {
            return Optional.empty();
        }
        for (Place below : place.below()) {
            List<Place> others =
                    below.above().stream().filter(each -> each != place).toList();
            boolean last = others.stream().allMatch(each -> each.index() <= place.index());
            List<Place> harmed =
                    others.stream().filter(LastConsumer::needsItsInput).toList();
            if (last && !harmed.isEmpty()) {
                return BuiltIn.found(
                        place,
                        Kind.WRONG,
                        "it drops its input in place, which other layers compute their gradients from",
                        below.name() + " is read by " + BuiltIn.names(harmed) + " too, and here last",
                        "no dropout on it, and RateDropoutLayer.of(rate) in front of it");
            }
        }
        return Optional.empty();
    }

    /** Dropout layers keep a mask; vertices such as the sum keep nothing. */
    private static boolean needsItsInput(Place place) {
        return place.layer() != null && !BuiltIn.isLayer(place);
    }
}
