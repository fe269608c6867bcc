package io.github.dl4jdropout.examples.run;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Learning rates of the examples. */
public final class LearningRate {

    private LearningRate() {}

    /**
     * Falls from epoch to epoch in equal steps, to reach 0 after the last one: rate · (1 - e / epochs) in epoch e = 0, 1, ... The
     * last epoch is then a settled one, and its test error does not depend on where training happened to stop.
     *
     * @param rate in the first epoch
     * @param epochs how many there are
     * @return the schedule; deeplearning4j's own {@code PolySchedule} does not serve, since in 1.0.0-M2.1 it rises
     */
    public static ISchedule fallingTo0(double rate, int epochs) {
        Map<Integer, Double> values = IntStream.range(0, epochs)
                .boxed()
                .collect(Collectors.toMap(epoch -> epoch, epoch -> rate * (epochs - epoch) / epochs));
        return new MapSchedule(ScheduleType.EPOCH, values);
    }
}
