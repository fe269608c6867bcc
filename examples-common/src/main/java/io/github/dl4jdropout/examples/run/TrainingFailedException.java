package io.github.dl4jdropout.examples.run;

/** Training came to nothing for a reason that lies in the run, not in the program; the message is for the user. The exit code is 1. */
public final class TrainingFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    TrainingFailedException(String message) {
        super(message);
    }
}
