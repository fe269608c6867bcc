package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.Optional;

/** ND4J's generator takes the clock for seed 0, and combines the bits of others by OR, which leaves little of the counter. */
record WeakSeed(long seed) implements Rule {

    /** From here on more than a third of the seeds gave correlated masks, below it hardly any. */
    private static final int MANY = 26;

    @Override
    public Optional<Finding> judge(Place place) {
        int ones = Integer.bitCount((int) seed);
        if (seed != 0 && ones < MANY || !BuiltIn.isFirst(place, BuiltIn::drops)) {
            return Optional.empty();
        }
        return BuiltIn.found(
                place,
                Kind.DOUBTFUL,
                seed == 0
                        ? "seed 0 stands for the clock: no two runs draw the same masks"
                        : "masks of successive examples are probably correlated: the seed is a weak one for ND4J's generator",
                seed == 0
                        ? "seed 0, and masks from ND4J's generator"
                        : "seed " + seed + ": " + ones + " of its lower 32 bits are ones",
                "another seed, such as .seed(12345), or dropouts with seeds of their own: RateDropout.builder(rate).seed(1)");
    }
}
