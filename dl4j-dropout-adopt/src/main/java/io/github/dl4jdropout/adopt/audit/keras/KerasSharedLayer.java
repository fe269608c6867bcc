package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** A layer that is called more than once is imported as one whose inputs are merged. */
final class KerasSharedLayer implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        if (layer.calls() < 2) {
            return Optional.empty();
        }
        boolean refused = layer.type().endsWith("Dropout");
        return layer.found(
                refused ? Kind.REFUSED : Kind.WRONG,
                refused
                        ? "the import throws: a dropout accepts one input"
                        : "the import makes another network of it, without an error",
                layer.type() + " is called " + layer.calls() + " times",
                "a layer for each call, in Keras, before the model is saved");
    }
}
