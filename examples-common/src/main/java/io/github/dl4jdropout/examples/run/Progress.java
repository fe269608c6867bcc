package io.github.dl4jdropout.examples.run;

import io.github.dl4jdropout.examples.record.EpochRecord;
import java.util.List;
import org.deeplearning4j.optimize.api.TrainingListener;

/** Takes what a user wants to see while training goes on. */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress SILENT = new Progress() {};

    /**
     * A batch was trained on.
     *
     * @param run where in the run this is
     * @param loss mean loss of the epoch so far, in training mode
     * @param accuracyPercent right answers of the epoch so far, in training mode
     */
    default void batch(Position run, double loss, double accuracyPercent) {}

    /**
     * An epoch was trained and evaluated.
     *
     * @param row what was measured
     */
    default void epoch(EpochRecord row) {}

    /**
     * What listens to a network while it is trained.
     *
     * @param method its dropout method
     * @param seed its seed
     * @return listeners that change nothing about the training
     */
    default List<TrainingListener> listeners(String method, long seed) {
        return List.of();
    }

    @Override
    default void close() {}

    /**
     * Which network is being trained.
     *
     * @param method its dropout method
     * @param seed its seed
     * @param epoch from 1
     * @param epochs how many
     */
    record Position(String method, long seed, int epoch, int epochs) {}
}
