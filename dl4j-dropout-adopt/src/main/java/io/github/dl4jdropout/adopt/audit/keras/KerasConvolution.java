package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import leaves {@code Dropout(1.0)} on convolutions with channels last, whose backward pass it breaks. */
final class KerasConvolution implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        boolean flat = layer.isOneOf("Conv2D", "Convolution2D") && !layer.channelsFirst();
        boolean sequence = layer.isOneOf("Conv1D", "Convolution1D");
        if (!flat && !sequence) {
            return Optional.empty();
        }
        return layer.found(
                Kind.WRONG,
                "the imported network cannot be trained: its backward pass throws",
                flat
                        ? "the import leaves Dropout(p=1.0) on " + layer.type() + " with channels last"
                        : "the gradient of " + layer.type() + " comes as [N, T, C] and is taken for [N, C, T]",
                flat ? RESTORE : "none for training; inference is right");
    }
}
