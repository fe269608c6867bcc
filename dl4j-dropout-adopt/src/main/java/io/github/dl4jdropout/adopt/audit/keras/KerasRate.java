package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import looks for the rate of a {@code Dropout} under the name of another layer's. */
final class KerasRate implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        if (!layer.isOneOf("Dropout") || layer.number("rate") == 0) {
            return Optional.empty();
        }
        return layer.found(
                Kind.WRONG,
                "the import loses the rate: the layer drops nothing",
                "Dropout(" + layer.number("rate") + ") becomes Dropout(p=1.0)",
                RESTORE);
    }
}
