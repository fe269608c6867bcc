package io.github.dl4jdropout.adopt.audit.keras;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;

/** The import keeps the layout of Keras, and {@code SpatialDropout} drops along axis 1 of any. */
final class KerasSpatialAxis implements KerasRule {

    @Override
    public Optional<Finding> judge(KerasLayer layer) {
        boolean spatial = layer.isOneOf("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D");
        boolean first = layer.channelsFirst() && !layer.isOneOf("SpatialDropout1D");
        if (!spatial || first || layer.number("rate") == 0) {
            return Optional.empty();
        }
        return layer.found(
                Kind.WRONG,
                "the imported layer drops whole time steps, rows or planes, not channels",
                layer.type() + "(" + layer.number("rate") + ") on channels last",
                RESTORE);
    }
}
