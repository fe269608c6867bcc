package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/** A layer for dropout that keeps everything is what the import from Keras makes of every {@code Dropout(rate)}. */
final class KerasImport implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!(place.layer() instanceof DropoutLayer) || !BuiltIn.isOff(place)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "it drops nothing: the import from Keras loses the rate",
                "Dropout(1.0) in a DropoutLayer",
                "KerasDropoutRestorer.restore(file, network), with the file that was imported");
    }
}
