package io.github.dl4jdropout.check;

import io.github.dl4jdropout.NoiseShape;
import java.util.Optional;

/** A noise shape has a meaning for some ranks only: {@code TIME} has none on the input of a dense layer. */
final class ShapeWithoutMeaning implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        NoiseShape shape = place.noiseShape();
        int rank = place.input().rank();
        boolean stepByStep = place.input().steps() && shape.equals(NoiseShape.TIME);
        if (shape.equals(NoiseShape.ELEMENT) || rank == 0 || stepByStep || NeverCalled.at(place)) {
            return Optional.empty();
        }
        try {
            shape.resolve(rank, Boolean.TRUE.equals(place.input().channelsLast()));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(place.refused(
                    shape + " has no meaning for the input of " + place.type(),
                    e.getMessage(),
                    "another noise shape, such as NoiseShape.ELEMENT"));
        }
    }
}
