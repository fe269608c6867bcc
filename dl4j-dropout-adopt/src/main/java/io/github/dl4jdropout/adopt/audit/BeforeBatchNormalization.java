package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Dropout raises the variance in training alone, and batch normalization remembers the variance of training: X. Li, S. Chen, X. Hu,
 * J. Yang, "Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift", 2018.
 */
final class BeforeBatchNormalization implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!BuiltIn.isLayer(place) || !place.drops() || BuiltIn.isOff(place)) {
            return Optional.empty();
        }
        return place.reaches(above -> above.layer() instanceof BatchNormalization)
                .flatMap(above -> BuiltIn.found(
                        place,
                        Kind.DOUBTFUL,
                        "at inference the variance is smaller than the one that batch normalization learned in training",
                        "right below " + above.name() + ", BatchNormalization (Li et al. 2018, variance shift)",
                        "put the dropout above the last BatchNormalization"));
    }
}
