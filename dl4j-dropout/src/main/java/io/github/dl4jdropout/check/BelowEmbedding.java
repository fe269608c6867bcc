package io.github.dl4jdropout.check;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;

/** Below an embedding layer, values are indices: a factor makes other words of them. */
final class BelowEmbedding implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        boolean bare = place.layer() instanceof RateDropoutLayer
                && ((RateDropoutLayer) place.layer()).getScaling() == Scaling.NONE;
        if (!place.isOnlyDropout() || bare || Layers.isFrozen(place)) {
            return Optional.empty();
        }
        return place.reaches(above ->
                        above.layer() instanceof EmbeddingLayer || above.layer() instanceof EmbeddingSequenceLayer)
                .map(above -> place.refused(
                        "indices of words are multiplied, and become those of other words",
                        "below layer " + above.name() + ", " + above.type(),
                        "RateDropoutLayer.builder(rate).scaling(Scaling.NONE).build(), where index 0 is padding or"
                                + " the unknown word; or put the dropout above the embedding"));
    }
}
