package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.BuiltIn.shown;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;

/** Deeplearning4j's number is the probability of keeping; papers and other frameworks give the probability of dropping. */
final class RetainAsRate implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        double retain = BuiltIn.retain(place.dropout()).orElse(1);
        boolean belowWeights =
                BuiltIn.isLayer(place) ? place.reaches(BuiltIn::hasWeights).isPresent() : BuiltIn.hasWeights(place);
        if (!(retain > 0 && retain < 0.5) || !belowWeights) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.DOUBTFUL,
                "it drops " + shown(100 * (1 - retain)).replaceFirst("\\.0$", "")
                        + " % of the inputs; the number is the probability of keeping, and was probably meant as a rate",
                shown(place.dropout()) + " is a rate of " + shown(1 - retain) + ", meant was probably " + shown(retain),
                "RateDropout.of(" + shown(retain) + ") if a rate was meant, RateDropout.of(" + shown(1 - retain)
                        + ") if not");
    }
}
