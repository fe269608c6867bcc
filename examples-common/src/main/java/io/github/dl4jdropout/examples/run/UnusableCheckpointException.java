package io.github.dl4jdropout.examples.run;

import java.io.IOException;

/** A run cannot go on from what is there of it; the message is for the user. The exit code is 1. */
final class UnusableCheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    UnusableCheckpointException(String problem) {
        super(problem + " The run cannot go on; begin a new one with the command in run.json.");
    }
}
