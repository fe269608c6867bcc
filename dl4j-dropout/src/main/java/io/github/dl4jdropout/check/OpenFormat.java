package io.github.dl4jdropout.check;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** The position of the channels, where the user left it open and the layer knows it. */
final class OpenFormat implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!isOpen(place)) {
            return Optional.empty();
        }
        boolean last = place.input().channelsLast();
        String what;
        if (Layers.isRecurrent(place.layer())) {
            what = "that the layer has [N, C, T] does not show at run time, where dropout may be refused for it";
        } else if (last) {
            what = place.noiseShape() + " takes axis 1 for the channels, and they are last";
        } else {
            what = "where C = H = W the format does not show at run time, and dropout is refused for it";
        }
        return Optional.of(place.finding(
                Kind.OPEN,
                what,
                place.type() + " computes on channels " + (last ? "last" : "first"),
                "Dropouts.prepare(configuration)"));
    }

    /** Whether something depends on a position that is known here and not known to the dropout. */
    static boolean isOpen(Place place) {
        KeyedDropout dropout = place.keyed().orElse(null);
        Boolean known = place.input().channelsLast();
        if (dropout == null || known == null || NeverCalled.at(place)) {
            return false;
        }
        if (Layers.isRecurrent(place.layer())) { // these need to know of [N, C, T], and pass it whatever was said
            return !known && dropout.getChannelsKnown() == null;
        }
        boolean hidden =
                place.layer() instanceof ConvolutionLayer && place.input().rank() == 4 && !known;
        return dropout.getChannelsLast() == null
                && (hidden || known && place.noiseShape().dependsOnFormat());
    }
}
