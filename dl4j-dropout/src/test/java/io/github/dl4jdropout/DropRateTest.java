package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class DropRateTest {

    /** Each way by which a rate can enter the library. */
    static Stream<DoubleFunction<Object>> entrances() {
        return Stream.of(
                DropRate::of,
                DropRate::ofRetain,
                RateDropout::of,
                RateDropout::builder,
                RateDropoutLayer.Builder::new,
                rate -> DropRate.scheduled(constant(rate)).at(0, 0));
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void numbersThatAreNoProbabilityAreRefusedWithWhatWasExpectedAndReceived(DoubleFunction<Object> entrance) {
        for (double bad :
                new double[] {Double.NaN, -0.1, 1.1, Double.NEGATIVE_INFINITY, Math.nextUp(1.0), -Double.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> entrance.apply(bad))
                    .withMessageContaining("expected a probability in [0, 1]")
                    .withMessageContaining("received " + bad);
        }
    }

    @ParameterizedTest
    @MethodSource("entrances")
    void theEndsOfTheIntervalAreRates(DoubleFunction<Object> entrance) {
        for (double good : new double[] {0.0, 1.0, 0.5, Double.MIN_VALUE}) {
            assertThat(entrance.apply(good)).isNotNull();
        }
    }

    @Test
    void jsonIsNoWayAroundTheCheck() {
        for (String bad : new String[] {"\"NaN\"", "-0.1", "1.1"}) {
            assertThatThrownBy(() -> JsonMappers.getMapper().readValue("{\"fixed\":" + bad + "}", DropRate.class))
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .rootCause()
                    .hasMessageContaining("expected a probability in [0, 1], received " + bad.replace("\"", ""));
        }
    }

    @Test
    void aMistypedPropertyIsNotADefaultRate() {
        assertThatThrownBy(() -> JsonMappers.getMapper().readValue("{\"fxied\":0.5}", DropRate.class))
                .rootCause()
                .hasMessage(
                        "Drop rate: expected either a number (\"fixed\") or a schedule (\"schedule\"), received neither");
    }

    @Test
    void aRetainProbabilityIsTheComplement() {
        assertThat(DropRate.ofRetain(0.8).at(0, 0)).isEqualTo(1 - 0.8);
        assertThat(RateDropout.ofRetain(0.75)).isEqualTo(RateDropout.of(0.25));
        assertThat(DropRate.ofRetain(0.5))
                .isEqualTo(DropRate.of(0.5))
                .hasSameHashCodeAs(DropRate.of(0.5))
                .doesNotHaveSameHashCodeAs(DropRate.of(0.25));
    }

    @Test
    void aScheduleIsAskedWithIterationAndEpoch() {
        DropRate byIteration = DropRate.scheduled(new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 5, 0.1)));
        assertThat(byIteration.at(4, 9)).isEqualTo(0.5);
        assertThat(byIteration.at(5, 0)).isEqualTo(0.1);
        DropRate byEpoch = DropRate.scheduled(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.5, 5, 0.1)));
        assertThat(byEpoch.at(9, 4)).isEqualTo(0.5);
        assertThat(byEpoch.at(0, 5)).isEqualTo(0.1);
    }

    @Test
    void aScheduleThatLeavesTheIntervalIsRefusedWhereItDoes() {
        DropRate growing = DropRate.scheduled(new ExponentialSchedule(ScheduleType.ITERATION, 0.5, 1.5));
        assertThat(growing.at(1, 0)).isEqualTo(0.75);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> growing.at(2, 0))
                .withMessageContaining("at iteration 2, epoch 0")
                .withMessageContaining("received 1.125");
    }

    @Test
    void aMissingScheduleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DropRate.scheduled(null))
                .withMessageContaining("received neither");
    }

    static ISchedule constant(double rate) {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, rate));
    }
}
