package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import knows no models inside models. */
final class KerasNestedModel implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        if (!layer.isOneOf("Functional", "Model", "Sequential")) {
            return Optional.empty();
        }
        return layer.found(
                Kind.REFUSED,
                "the import throws: a model inside a model is not supported",
                "class_name " + layer.type(),
                "its layers in the model itself, in Keras, before the model is saved");
    }
}
