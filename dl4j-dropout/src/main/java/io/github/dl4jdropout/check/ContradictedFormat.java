package io.github.dl4jdropout.check;

import io.github.dl4jdropout.KeyedDropout;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** {@code channelsLast(...)} is believed; where it is not what the layer computes in, axes are taken for others. */
final class ContradictedFormat implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        Boolean said = place.keyed().map(KeyedDropout::getChannelsLast).orElse(null);
        Boolean known = place.input().channelsLast();
        boolean matters = place.layer() instanceof ConvolutionLayer || OpenFormat.dependsOnIt(place.noiseShape());
        if (said == null || known == null || said.equals(known) || !matters) {
            return Optional.empty();
        }
        if (Layers.isRecurrent(place.layer()) || NeverCalled.at(place)) {
            return Optional.empty(); // recurrent layers pass [N, C, T], whatever is said
        }
        return Optional.of(place.refused(
                "channelsLast(" + said + ") is not the format of the layer",
                place.type() + " computes on channels " + (known ? "last" : "first"),
                "channelsLast(" + known + "), or leave it out"));
    }
}
