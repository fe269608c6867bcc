package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class LearningRateTest {

    @Test
    void fallsInEqualStepsFromEpochToEpoch() {
        ISchedule schedule = LearningRate.fallingTo0(0.4, 4);
        assertThat(schedule.valueAt(1000, 0)).isEqualTo(0.4);
        assertThat(schedule.valueAt(0, 1)).isCloseTo(0.3, within(1e-15));
        assertThat(schedule.valueAt(0, 3)).isCloseTo(0.1, within(1e-15));
    }
}
