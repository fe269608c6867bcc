package io.github.dl4jdropout.examples.run;

/** The user interrupted training. */
final class InterruptedRunException extends Exception {

    private static final long serialVersionUID = 1L;

    InterruptedRunException() {
        super("Interrupted.");
    }
}
