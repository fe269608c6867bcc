package io.github.dl4jdropout.check;

/**
 * What a {@link Rule} found at one layer.
 *
 * @param layer name of the layer, as in {@link Place#name()}
 * @param kind what it means for training
 * @param what the fault, one sentence
 * @param evidence what in the configuration shows it
 * @param remedy what to do, as code where code helps
 */
public record Finding(String layer, Kind kind, String what, String evidence, String remedy) {

    /** What a finding means for training. */
    public enum Kind {
        /** Training would go wrong: {@link Dropouts#prepare} throws. */
        REFUSED,
        /** Training goes wrong silently, with a dropout that is not of this library. */
        WRONG,
        /** The dropout is never applied. */
        IGNORED,
        /** {@link Dropouts#prepare} settles it. */
        OPEN,
        /** It acts, and probably not as it was meant. */
        DOUBTFUL,
        /** The dropout acts, with a limit. */
        NOTE
    }

    @Override
    public String toString() {
        return layer + ": " + what + " (" + evidence + "). Remedy: " + remedy;
    }
}
