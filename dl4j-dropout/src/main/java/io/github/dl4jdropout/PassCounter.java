package io.github.dl4jdropout;

import java.io.Serializable;

/** Counts training-mode forward passes within one iteration, so that each has a mask of its own. */
final class PassCounter implements Serializable {

    private static final long serialVersionUID = 1L;

    private int iteration = -1;
    private int epoch = -1;
    private int passes;

    /** The number of this pass within its iteration, from 0. */
    int next(int iteration, int epoch) {
        if (iteration != this.iteration || epoch != this.epoch) {
            this.iteration = iteration;
            this.epoch = epoch;
            passes = 0;
        }
        return passes++;
    }

    void rewind() {
        passes = 0;
    }
}
