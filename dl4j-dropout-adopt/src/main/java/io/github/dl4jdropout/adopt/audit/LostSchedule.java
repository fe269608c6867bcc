package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;

/** The schedule of an {@code AlphaDropout} is written to JSON under one name and read under another. */
final class LostSchedule implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (!(place.dropout() instanceof AlphaDropout)) {
            return Optional.empty();
        }
        AlphaDropout dropout = (AlphaDropout) place.dropout();
        boolean lost = dropout.getPSchedule() == null && Double.isNaN(dropout.getP());
        if (!lost && dropout.getPSchedule() == null) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                lost
                        ? "its schedule was lost when the network was saved: every activation is dropped"
                        : "its schedule is lost as soon as the network is saved, cloned by JSON or trained by several workers",
                lost ? "AlphaDropout(NaN)" : "AlphaDropout with " + dropout.getPSchedule(),
                "new AlphaDropout(retain) with a fixed number");
    }
}
