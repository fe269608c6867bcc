package io.github.dl4jdropout.check;

import java.util.List;
import java.util.Optional;

/** One thing that can be wrong with dropout, and can be known from a configuration. */
@FunctionalInterface
public interface Rule {

    /**
     * Judges one place.
     *
     * @param place a place where something drops; its neighbours may be asked too
     * @return the finding, or empty where this rule has nothing to say
     */
    Optional<Finding> judge(Place place);

    /**
     * The rules of this library, the most severe first.
     *
     * @return an immutable list
     */
    static List<Rule> all() {
        return List.of(
                new NeverCalled(),
                new WrongGradients(),
                new OnlyInPlace(),
                new OverwrittenFeatures(),
                new BelowMaskZero(),
                new BelowEmbedding(),
                new StepsAsExamples(),
                new ShapeWithoutMeaning(),
                new ContradictedFormat(),
                new OpenFormat(),
                new SharedKey(),
                new BelowPretraining());
    }
}
