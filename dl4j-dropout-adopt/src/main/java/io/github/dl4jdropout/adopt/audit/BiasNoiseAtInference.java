package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;

/** Noise on biases is applied at inference too: an operator precedence in {@code DropConnect} and {@code WeightNoise}. */
final class BiasNoiseAtInference implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        IWeightNoise noise = BuiltIn.weightNoise(place).orElse(null);
        boolean biases = noise instanceof DropConnect && ((DropConnect) noise).isApplyToBiases()
                || noise instanceof WeightNoise && ((WeightNoise) noise).isApplyToBias();
        if (!biases || NoWeightNoise.at(place)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "its biases are random at inference too: two calls of output() differ",
                noise.getClass().getSimpleName() + " that is applied to biases",
                "leave the biases out: new " + noise.getClass().getSimpleName()
                        + (noise instanceof DropConnect ? "(retain)" : "(distribution)"));
    }
}
