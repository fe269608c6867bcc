package io.github.dl4jdropout.examples.comparison;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A learning rate that falls to 0 in equal steps, one per epoch: rate · (1 - e / epochs) in epoch e = 0, 1, … The last epoch is then a
 * settled one, and its test error does not depend on where training happened to stop.
 */
public final class FallingRate {

    private FallingRate() {}

    /** Returns the schedule. Deeplearning4j's own {@code PolySchedule} does not serve: in 1.0.0-M2.1 it rises. */
    public static ISchedule of(double rate, int epochs) {
        return new MapSchedule(
                ScheduleType.EPOCH,
                IntStream.range(0, epochs)
                        .boxed()
                        .collect(Collectors.toMap(epoch -> epoch, epoch -> rate * (epochs - epoch) / epochs)));
    }
}
