package io.github.dl4jdropout.check;

import io.github.dl4jdropout.NoiseShape;
import java.util.Optional;

/** Where the time steps of sequences are given to a layer as examples, no draw holds for a whole sequence. */
final class StepsAsExamples implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        NoiseShape shape = place.noiseShape();
        boolean wholeSequences = shape.equals(NoiseShape.TIME)
                || shape.equals(NoiseShape.EXAMPLE)
                || shape.equals(NoiseShape.CHANNEL) && place.input().rank() == 2;
        if (!place.input().steps() || !wholeSequences || NeverCalled.at(place)) {
            return Optional.empty();
        }
        return Optional.of(place.refused(
                "each time step has draws of its own, and " + shape + " would not hold for a sequence",
                "the layer is given [N·T, C], one row per time step",
                "put " + place.asLayer() + " where the sequence is still [N, C, T]"
                        + ", right after the recurrent layer"));
    }
}
