package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;

/** A dropout of Deeplearning4j has room for the mask of one layer. Visible before a configuration is written as JSON. */
final class SharedInstance implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!BuiltIn.remembers(place.dropout())) {
            return Optional.empty();
        }
        List<Place> sharers = place.walk().places().stream()
                .filter(each -> each.dropout() == place.dropout() && BuiltIn.drops(each))
                .toList();
        if (sharers.size() < 2) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "training throws: one dropout object holds one mask, and the first backward pass takes it",
                "one " + BuiltIn.shown(place.dropout()) + " in layers " + BuiltIn.names(sharers),
                ".dropOut(dropout.clone()) on each layer");
    }
}
