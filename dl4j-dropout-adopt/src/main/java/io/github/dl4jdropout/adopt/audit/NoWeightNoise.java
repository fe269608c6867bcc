package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;

/** Some layers with weights never ask for the noise on them. */
final class NoWeightNoise implements Rule {

    private static final List<Class<? extends Layer>> IGNORING = List.of(
            Convolution1DLayer.class,
            EmbeddingLayer.class,
            EmbeddingSequenceLayer.class,
            PReLULayer.class,
            ElementWiseMultiplicationLayer.class);

    @Override
    public Optional<Finding> judge(Place place) {
        if (!at(place)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.IGNORED,
                BuiltIn.type(place) + " ignores the noise on its weights",
                BuiltIn.weightNoise(place).orElseThrow().getClass().getSimpleName(),
                "none, if that is meant; else RateDropoutLayer.of(rate) in front of it");
    }

    static boolean at(Place place) {
        return BuiltIn.weightNoise(place).isPresent()
                && IGNORING.stream().anyMatch(type -> type.isInstance(place.layer()));
    }
}
