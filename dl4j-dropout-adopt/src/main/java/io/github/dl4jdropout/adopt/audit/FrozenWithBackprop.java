package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** A frozen layer runs forward as at inference; one with backprop drops in its backward pass all the same, or throws there. */
final class FrozenWithBackprop implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        boolean inside = place.wrappers().stream().anyMatch(FrozenLayerWithBackprop.class::isInstance);
        boolean noise = BuiltIn.isLayer(place) && !BuiltIn.remembers(place.dropout());
        if (!inside || !BuiltIn.acts(place) || noise) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                BuiltIn.isLayer(place)
                        ? "training throws: its backward pass wants the mask of a forward pass that made none"
                        : "it drops in the backward pass and never in the forward pass",
                BuiltIn.type(place) + " in a FrozenLayerWithBackprop",
                "take the dropout off the layer before it is frozen: .dropOut(new Dropout(1.0)), or leave out the DropoutLayer");
    }
}
