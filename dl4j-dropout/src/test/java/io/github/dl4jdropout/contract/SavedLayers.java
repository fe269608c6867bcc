package io.github.dl4jdropout.contract;

import io.github.dl4jdropout.RateDropoutLayer;
import io.github.dl4jdropout.Scaling;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/** Layers that the builder refuses and that version 0.1 may have saved: a scheduled rate with a scaling that acts at inference. */
public final class SavedLayers {

    private SavedLayers() {}

    /** The layer, saved with another scaling and read. */
    public static RateDropoutLayer withScaling(Scaling scaling, RateDropoutLayer upscaledInTraining) {
        try {
            String json = JsonMappers.getMapper().writeValueAsString(upscaledInTraining);
            return JsonMappers.getMapper()
                    .readValue(json.replace("UPSCALE_IN_TRAIN", scaling.name()), RateDropoutLayer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
