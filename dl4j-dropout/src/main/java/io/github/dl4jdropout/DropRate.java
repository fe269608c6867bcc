package io.github.dl4jdropout;

import java.io.Serializable;
import java.util.Objects;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The probability of dropping, P(drop) in [0, 1]: one number, or a schedule over iterations or epochs.
 *
 * <p>Deeplearning4j's own dropout takes the probability of <em>retaining</em>; {@link #ofRetain(double)} takes that number
 * over without a sum in the head. Immutable and safe to share, as far as the schedule is.
 *
 * <p>This class is the only one that decides what a rate may be. NaN, numbers below 0 and above 1 are refused by every
 * factory, by JSON, and by {@link #at(int, int)} for what a schedule returns.
 */
public final class DropRate implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Double fixed;
    private final ISchedule schedule;

    @JsonCreator
    private DropRate(@JsonProperty("fixed") Double fixed, @JsonProperty("schedule") ISchedule schedule) {
        if ((fixed == null) == (schedule == null)) {
            throw new IllegalArgumentException("Drop rate: expected either a number (\"fixed\") or a schedule"
                    + " (\"schedule\"), received " + (fixed == null ? "neither" : "both"));
        }
        this.fixed = fixed == null ? null : requireProbability("drop rate", fixed);
        this.schedule = schedule;
    }

    /**
     * The same rate in every iteration.
     *
     * @param rate P(drop), in [0, 1]
     * @return the rate
     * @throws IllegalArgumentException if {@code rate} is NaN, below 0 or above 1
     */
    public static DropRate of(double rate) {
        return new DropRate(rate, null);
    }

    /**
     * The rate that keeps an element with the given probability, P(drop) = 1 - retain: what Deeplearning4j's
     * {@code dropOut(retain)} means.
     *
     * @param retainProbability P(keep), in [0, 1]
     * @return the rate
     * @throws IllegalArgumentException if {@code retainProbability} is NaN, below 0 or above 1
     */
    public static DropRate ofRetain(double retainProbability) {
        return of(complement(requireProbability("retain probability", retainProbability)));
    }

    /**
     * A rate that the schedule gives for each iteration or epoch; its values are rates, P(drop), not retain probabilities.
     *
     * <p>The schedule is written to JSON and read from it once, because a model that holds it is saved so, and one that could not be
     * read would be lost. A schedule of the user's own needs a public class, and a constructor whose parameters carry
     * {@code @JsonProperty} of {@code org.nd4j.shade.jackson} and have getters.
     *
     * @param schedule rates over iterations or epochs; serialisable, as most of Deeplearning4j's own schedules are
     * @return the rate
     * @throws IllegalArgumentException if {@code schedule} is null, or not the same after JSON, as the {@code RampSchedule} of
     *     Deeplearning4j 1.0.0-M2.1, which cannot be read
     */
    public static DropRate scheduled(ISchedule schedule) {
        DropRate rate = new DropRate(null, schedule);
        requireKeptByJson(schedule);
        return rate;
    }

    private static void requireKeptByJson(ISchedule schedule) {
        ObjectMapper mapper = NeuralNetConfiguration.mapper();
        Exception cause = null;
        try {
            JsonNode written = mapper.readTree(mapper.writeValueAsString(schedule));
            ISchedule read = mapper.treeToValue(written, ISchedule.class);
            if (written.equals(mapper.readTree(mapper.writeValueAsString(read)))
                    && Double.compare(schedule.valueAt(0, 0), read.valueAt(0, 0)) == 0
                    && Double.compare(schedule.valueAt(1, 1), read.valueAt(1, 1)) == 0) {
                return;
            }
        } catch (JsonProcessingException | RuntimeException e) {
            cause = e;
        }
        throw new IllegalArgumentException(
                "Invalid schedule of a drop rate: expected one that JSON keeps, because a model that holds another can be saved and"
                        + " never be read, received " + schedule.getClass().getName() + ", which "
                        + (cause == null
                                ? "is another after reading"
                                : "cannot be written and read: " + cause.getMessage())
                        + "; take one that is kept, such as MapSchedule",
                cause);
    }

    /**
     * The rate in force at a point of training.
     *
     * @param iteration parameter updates done so far, 0-based
     * @param epoch epochs done so far, 0-based
     * @return P(drop), in [0, 1]
     * @throws IllegalArgumentException if the schedule returns NaN, a number below 0 or above 1
     */
    public double at(int iteration, int epoch) {
        if (schedule == null) {
            return fixed;
        }
        return requireProbability(
                "drop rate of " + schedule + " at iteration " + iteration + ", epoch " + epoch,
                schedule.valueAt(iteration, epoch));
    }

    /**
     * The number, where there is one.
     *
     * @return P(drop) in [0, 1], or null if the rate is scheduled
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public Double getFixed() {
        return fixed;
    }

    /**
     * The schedule, where there is one.
     *
     * @return the schedule, or null if the rate is one number
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public ISchedule getSchedule() {
        return schedule;
    }

    /**
     * The probability of the opposite: of a rate the retain probability, of a retain probability the rate.
     *
     * @param probability a probability in [0, 1]
     * @return 1 - probability
     */
    static double complement(double probability) {
        return 1.0 - probability;
    }

    private static double requireProbability(String what, double value) {
        if (!(value >= 0.0 && value <= 1.0)) { // written so that NaN is refused too
            throw new IllegalArgumentException(
                    "Invalid " + what + ": expected a probability in [0, 1], received " + value);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropRate
                && Objects.equals(fixed, ((DropRate) other).fixed)
                && Objects.equals(schedule, ((DropRate) other).schedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(fixed, schedule);
    }

    @Override
    public String toString() {
        return schedule == null ? "DropRate.of(" + fixed + ")" : "DropRate.scheduled(" + schedule + ")";
    }
}
