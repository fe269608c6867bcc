package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** Keras drops the same features in all steps of a sequence, an imported layer others in each step. */
final class KerasStepwiseDropout implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        if (!layer.isOneOf("LSTM", "SimpleRNN") || layer.number("dropout") == 0) {
            return Optional.empty();
        }
        return layer.found(
                Kind.WRONG,
                "the imported layer draws for each time step, where Keras draws once for a sequence",
                layer.type() + "(dropout=" + layer.number("dropout") + ")",
                RESTORE);
    }
}
