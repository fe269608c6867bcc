package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import hands 1 - rate to a class that takes the rate. */
final class KerasGaussianRate implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        double rate = layer.number("rate");
        if (!layer.isOneOf("GaussianDropout") || rate == 0 || rate == 0.5) {
            return Optional.empty();
        }
        return layer.found(
                Kind.WRONG,
                "the import turns the rate round",
                "GaussianDropout(" + rate + ") becomes one of " + (1 - rate),
                RESTORE);
    }
}
