package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** Deeplearning4j has no dropout between the steps of a recurrent layer. */
final class KerasRecurrentDropout implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        if (!layer.isOneOf("LSTM", "SimpleRNN") || layer.number("recurrent_dropout") == 0) {
            return Optional.empty();
        }
        boolean silent = layer.isOneOf("LSTM");
        return layer.found(
                silent ? Kind.WRONG : Kind.REFUSED,
                silent
                        ? "the import leaves out the dropout between the steps"
                        : "the import throws: dropout between the steps is not supported",
                layer.type() + "(recurrent_dropout=" + layer.number("recurrent_dropout") + ")",
                "none; train without recurrent_dropout");
    }
}
