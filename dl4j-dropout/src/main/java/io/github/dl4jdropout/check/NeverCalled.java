package io.github.dl4jdropout.check;

import io.github.dl4jdropout.check.Finding.Kind;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Many layers of Deeplearning4j never call their dropout, and frozen layers run as at inference. */
final class NeverCalled implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (Layers.isFrozen(place)) {
            return Optional.of(place.finding(
                    Kind.IGNORED,
                    "the dropout of a frozen layer does not act",
                    "a frozen layer runs as at inference",
                    "none, if that is meant; else put " + place.asLayer() + " in front of the frozen layer"));
        }
        if (place.dropout() == null || !Layers.neverCalls(place.layer())) {
            return Optional.empty();
        }
        return Optional.of(place.finding(
                Kind.IGNORED,
                place.type() + " never calls its dropout",
                "Deeplearning4j 1.0.0-M2.1",
                place.layer() instanceof BaseWrapperLayer || place.layer() instanceof Bidirectional
                        ? "give it to the layer inside"
                        : "none, if that is meant; else put " + place.asLayer() + " in front of it"
                                + (place.layer() instanceof VariationalAutoencoder
                                        ? ", which acts in fit() alone"
                                        : "")));
    }

    /** Whether the dropout of a place never acts. */
    static boolean at(Place place) {
        return Layers.isFrozen(place) || place.dropout() != null && Layers.neverCalls(place.layer());
    }
}
