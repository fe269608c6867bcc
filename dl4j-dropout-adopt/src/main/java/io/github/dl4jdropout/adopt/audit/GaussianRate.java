package io.github.dl4jdropout.adopt.audit;

import static io.github.dl4jdropout.adopt.audit.BuiltIn.shown;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;

/** {@code GaussianDropout} alone takes a rate, where the other dropouts of Deeplearning4j take a probability of keeping. */
final class GaussianRate implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        double rate = BuiltIn.gaussianRate(place.dropout()).orElse(0);
        if (!(rate > 0.5 && rate < 1)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.DOUBTFUL,
                "its number is a rate, unlike that of Dropout, and was probably meant as a probability of keeping",
                shown(place.dropout()) + " has a standard deviation of " + deviation(rate) + ", a rate of "
                        + shown(1 - rate) + " one of " + deviation(1 - rate),
                "RateGaussianDropout.of(" + shown(1 - rate) + ") if the number was meant as the probability of keeping"
                        + " or comes from an import from Keras");
    }

    private static String deviation(double rate) {
        return String.format(java.util.Locale.ROOT, "%.2f", Math.sqrt(rate / (1 - rate)));
    }
}
