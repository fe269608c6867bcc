package io.github.dl4jdropout.check;

import io.github.dl4jdropout.NoiseShape;
import io.github.dl4jdropout.RateDropout;
import io.github.dl4jdropout.Step;
import java.util.Arrays;
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
        long[] ones = new long[rank];
        Arrays.fill(ones, 1);
        try {
            RateDropout.builder(0).noiseShape(shape).seed(0).build().mask(Step.at(0, 0), ones);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(place.refused(
                    shape + " has no meaning for the input of " + place.type(),
                    e.getMessage(),
                    "another noise shape, such as NoiseShape.ELEMENT"));
        }
    }
}
