package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import takes numbers for fractions, and fails where Keras wrote a whole one. */
final class KerasWholeNumber implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        boolean rate = layer.isOneOf(
                "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout", "AlphaDropout");
        String key = layer.isOneOf("GaussianNoise") ? "stddev" : "rate";
        if (!rate && !layer.isOneOf("GaussianNoise") || !layer.config(key).isIntegralNumber()) {
            return Optional.empty();
        }
        return layer.found(
                Kind.REFUSED,
                "the import throws a ClassCastException: the number is a whole one",
                layer.type() + "(" + layer.config(key).asText() + ")",
                "take the layer out in Keras, or write " + layer.config(key).asText() + ".0 in the configuration");
    }
}
