package io.github.dl4jdropout.check;

import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BasePretrainNetwork;

/** Pretraining runs the layers below as at inference. */
final class BelowPretraining implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!place.isOnlyDropout() || Layers.isFrozen(place)) {
            return Optional.empty();
        }
        return place.reaches(above -> above.layer() instanceof BasePretrainNetwork)
                .map(above -> place.finding(
                        Kind.NOTE,
                        "it acts in fit(), and not in pretrain() or pretrainLayer()",
                        "below layer " + above.name() + ", " + above.type(),
                        above.layer() instanceof AutoEncoder
                                ? "corruptionLevel(rate) of the AutoEncoder drops its input in pretraining"
                                : "none in pretraining"));
    }
}
