package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;

/** {@code DropConnect} scales neither in training nor at inference. */
final class DropConnectScale implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        DropConnect noise = BuiltIn.weightNoise(place)
                .filter(DropConnect.class::isInstance)
                .map(DropConnect.class::cast)
                .orElse(null);
        if (noise == null || noise.getWeightRetainProb() == 1 || NoWeightNoise.at(place)) {
            return Optional.empty();
        }
        boolean scheduled = noise.getWeightRetainProbSchedule() != null;
        String p = scheduled ? "p" : BuiltIn.shown(noise.getWeightRetainProb());
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "weighted sums are larger at inference than in training: the weights of training are dropped and not scaled",
                "DropConnect: E[W·m] = " + p + "·W in training, W at inference",
                "RateDropout.of(rate) on the inputs; a trained network needs its weights multiplied by " + p
                        + " before inference");
    }
}
