package io.github.dl4jdropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.dl4jdropout.contract.SavedLayers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** A scheduled rate and a scaling that acts at inference: outputs would depend on an iteration, which copies of a network may lose. */
class ScheduledScalingTest {

    private static final DropRate SCHEDULED = DropRate.scheduled(falling());

    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"DOWNSCALE_IN_INFER", "UPSCALE_IN_INFER"})
    void theBuilderRefusesTheTwoTogether(Scaling scaling) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RateDropoutLayer.Builder(SCHEDULED).scaling(scaling).build())
                .withMessage(
                        "Invalid scaling of a scheduled drop rate: expected UPSCALE_IN_TRAIN or NONE, which do not act at"
                                + " inference, because copies of a network may lose the iteration, received " + scaling
                                + " with "
                                + SCHEDULED + "; take UPSCALE_IN_TRAIN, or a fixed rate");
    }

    @ParameterizedTest
    @EnumSource(
            value = Scaling.class,
            names = {"UPSCALE_IN_TRAIN", "NONE"})
    void theOtherScalingsTakeASchedule(Scaling scaling) {
        assertThatNoException()
                .isThrownBy(() ->
                        new RateDropoutLayer.Builder(SCHEDULED).scaling(scaling).build());
    }

    /** Version 0.1 could save such a layer. */
    @Test
    void jsonIsReadWithOneWarning() {
        PrintStream stderr = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 3; i++) {
                RateDropoutLayer read = saved(falling(), Scaling.DOWNSCALE_IN_INFER);
                assertThat(read.getScaling()).isEqualTo(Scaling.DOWNSCALE_IN_INFER);
                assertThat(read.getRate()).isEqualTo(SCHEDULED);
            }
        } finally {
            System.setErr(stderr);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("WARN")
                .contains("DOWNSCALE_IN_INFER")
                .contains("SeededDropout.copyCounters");
    }

    /** A layer as version 0.1 saved it. */
    static RateDropoutLayer saved(ISchedule schedule, Scaling scaling) {
        return SavedLayers.withScaling(scaling, new RateDropoutLayer.Builder(DropRate.scheduled(schedule)).build());
    }

    private static ISchedule falling() {
        return new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.8, 5, 0.2));
    }
}
