package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;

/** Deeplearning4j refuses probabilities of 0 and below, and no others. */
final class NumberOutOfRange implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        OptionalDouble retain = BuiltIn.retain(place.dropout());
        OptionalDouble rate = BuiltIn.gaussianRate(place.dropout());
        String what = null;
        if (retain.isPresent() && !(retain.getAsDouble() <= 1)) {
            double p = retain.getAsDouble();
            boolean lost = Double.isNaN(p) && place.dropout() instanceof AlphaDropout; // that is LostSchedule's
            what = lost
                    ? null
                    : Double.isNaN(p)
                            ? "every activation becomes NaN"
                            : "it drops nothing, and scales every activation in training";
        } else if (rate.isPresent() && !(rate.getAsDouble() >= 0 && rate.getAsDouble() < 1)) {
            what = "every activation becomes infinite or NaN";
        }
        return what == null
                ? Optional.empty()
                : BuiltIn.found(
                        place,
                        Kind.WRONG,
                        what,
                        BuiltIn.shown(place.dropout()) + ", where a number up to 1 was expected",
                        "RateDropout.of(rate), with the probability of dropping, in [0, 1)");
    }
}
