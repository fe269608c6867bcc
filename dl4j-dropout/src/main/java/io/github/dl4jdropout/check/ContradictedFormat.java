package io.github.dl4jdropout.check;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** The position of channels that a dropout takes is believed; where it is not what its layer computes in, axes are taken for others. */
final class ContradictedFormat implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        Boolean taken = place.dropoutLayer()
                .map(KeyedDropoutLayer::isChannelsLast)
                .or(() -> place.keyed().map(KeyedDropout::getChannelsLast))
                .orElse(null);
        Boolean known = place.input().channelsLast();
        boolean matters =
                place.layer() instanceof ConvolutionLayer || place.noiseShape().dependsOnFormat();
        if (taken == null || known == null || taken.equals(known) || !matters) {
            return Optional.empty();
        }
        if (Layers.isRecurrent(place.layer()) || NeverCalled.at(place)) {
            return Optional.empty(); // recurrent layers pass [N, C, T], whatever is said
        }
        return Optional.of(place.refused(
                "the dropout takes channels to be " + (taken ? "last" : "first") + ", and they are not",
                (place.isOnlyDropout() ? "the layers around it compute" : place.type() + " computes") + " on channels "
                        + (known ? "last" : "first"),
                "channelsLast(" + known + ")"));
    }
}
