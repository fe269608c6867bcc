package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;

/** {@code ParallelWrapper} and Spark start the generator of each worker from the seed of the configuration. */
record EqualMasksInWorkers(int workers) implements Rule {

    @Override
    public Optional<Finding> judge(Place place) {
        if (workers < 2 || !BuiltIn.isFirst(place, BuiltIn::drops)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.WRONG,
                "workers draw the same masks, and their averaged gradient is as noisy as that of one",
                workers + " workers of ParallelWrapper or Spark; each starts from the seed of the configuration",
                "RateDropout.of(rate), with dl4j-dropout-scaleout on the class path of all workers");
    }
}
