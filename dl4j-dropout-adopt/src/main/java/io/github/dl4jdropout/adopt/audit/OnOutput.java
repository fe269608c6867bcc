package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;

/** A dropout above the last weights drops predictions: the loss is that of zeros. */
final class OnOutput implements Rule {

    private static final List<Class<? extends Layer>> LOSSES =
            List.of(LossLayer.class, RnnLossLayer.class, CnnLossLayer.class, Cnn3DLossLayer.class);

    @Override
    public Optional<Finding> judge(Place place) {
        if (!BuiltIn.isLayer(place) || !place.drops() || BuiltIn.isOff(place)) {
            return Optional.empty();
        }
        Optional<Place> loss = place.reaches(above -> LOSSES.stream().anyMatch(type -> type.isInstance(above.layer())));
        if (loss.isEmpty() && !place.above().isEmpty()) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.DOUBTFUL,
                "the predictions themselves are dropped in training, and their loss is that of zeros",
                loss.map(above -> "nothing with weights between it and " + above.name() + ", " + BuiltIn.type(above))
                        .orElse("no layer reads it: it is an output of the network"),
                "put the dropout below the last layer with weights");
    }
}
