package io.github.dl4jdropout.adopt.audit;

import io.github.dl4jdropout.KeyedDropout;
import io.github.dl4jdropout.KeyedDropoutLayer;
import io.github.dl4jdropout.check.Finding;
import io.github.dl4jdropout.check.Finding.Kind;
import io.github.dl4jdropout.check.Place;
import io.github.dl4jdropout.check.Rule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.nd4j.linalg.schedule.ISchedule;

/** The dropouts of Deeplearning4j: what their number means, and where they act. */
final class BuiltIn {

    private BuiltIn() {}

    /** Whether a dropout that is not of this library stands here and does something. */
    static boolean acts(Place place) {
        return isForeign(place) && !isOff(place);
    }

    /** Whether it acts and its layer calls it. */
    static boolean drops(Place place) {
        return acts(place)
                && Rule.all().stream()
                        .flatMap(rule -> rule.judge(place).stream())
                        .noneMatch(finding -> finding.kind() == Kind.IGNORED);
    }

    static boolean isForeign(Place place) {
        return place.dropout() != null && !(place.dropout() instanceof KeyedDropout);
    }

    /** Whether it is {@code Dropout(1.0)}, which keeps everything. */
    static boolean isOff(Place place) {
        return place.dropout() instanceof Dropout
                && ((Dropout) place.dropout()).getPSchedule() == null
                && ((Dropout) place.dropout()).getP() == 1;
    }

    /** Whether a forward pass leaves an array in the dropout for the backward pass. */
    static boolean remembers(IDropout dropout) {
        return dropout instanceof Dropout
                || dropout instanceof AlphaDropout
                || dropout instanceof SpatialDropout
                || dropout instanceof GaussianDropout;
    }

    /** The probability of keeping, of a dropout that has one; of a schedule, the first. */
    static OptionalDouble retain(IDropout dropout) {
        if (dropout instanceof Dropout) {
            return OptionalDouble.of(first(((Dropout) dropout).getP(), ((Dropout) dropout).getPSchedule()));
        }
        if (dropout instanceof SpatialDropout) {
            return OptionalDouble.of(
                    first(((SpatialDropout) dropout).getP(), ((SpatialDropout) dropout).getPSchedule()));
        }
        if (dropout instanceof AlphaDropout) {
            return OptionalDouble.of(first(((AlphaDropout) dropout).getP(), ((AlphaDropout) dropout).getPSchedule()));
        }
        return OptionalDouble.empty();
    }

    /** The rate of a Gaussian dropout; of a schedule, the first. */
    static OptionalDouble gaussianRate(IDropout dropout) {
        return dropout instanceof GaussianDropout
                ? OptionalDouble.of(
                        first(((GaussianDropout) dropout).getRate(), ((GaussianDropout) dropout).getRateSchedule()))
                : OptionalDouble.empty();
    }

    private static double first(double fixed, ISchedule schedule) {
        return schedule == null ? fixed : schedule.valueAt(0, 0);
    }

    /** Whether the layer is a dropout and nothing else, of Deeplearning4j or of this library. */
    static boolean isLayer(Place place) {
        return place.layer() instanceof DropoutLayer || place.layer() instanceof KeyedDropoutLayer;
    }

    /** Whether the layer multiplies its input with weights. */
    static boolean hasWeights(Place place) {
        return place.layer() != null
                && !(place.layer().initializer() instanceof EmptyParamInitializer)
                && !(place.layer().initializer() instanceof BatchNormalizationParamInitializer);
    }

    static Optional<IWeightNoise> weightNoise(Place place) {
        return place.layer() instanceof org.deeplearning4j.nn.conf.layers.BaseLayer
                ? Optional.ofNullable(((org.deeplearning4j.nn.conf.layers.BaseLayer) place.layer()).getWeightNoise())
                : Optional.empty();
    }

    /** Whether no place before this one fits: for what is said once of a network. */
    static boolean isFirst(Place place, Predicate<Place> fits) {
        return fits.test(place)
                && place.walk().places().stream().filter(fits).findFirst().orElseThrow() == place;
    }

    static String names(List<Place> places) {
        int most = 8;
        return places.stream().limit(most).map(Place::name).collect(Collectors.joining(", "))
                + (places.size() > most ? " and " + (places.size() - most) + " more" : "");
    }

    static String type(Place place) {
        return place.layer().getClass().getSimpleName();
    }

    static Optional<Finding> found(Place place, Kind kind, String what, String evidence, String remedy) {
        return Optional.of(new Finding(place.name(), kind, what, evidence, remedy));
    }

    /** The dropout as its user wrote it. */
    static String shown(IDropout dropout) {
        OptionalDouble number = retain(dropout).isPresent() ? retain(dropout) : gaussianRate(dropout);
        String name = dropout.getClass().getSimpleName();
        return number.isPresent() ? name + "(" + shown(number.getAsDouble()) + ")" : name;
    }

    /** A number without the digits that decimal fractions have in binary. */
    static String shown(double number) {
        return Double.isFinite(number) ? Double.toString(Math.round(number * 1e6) / 1e6) : Double.toString(number);
    }
}
