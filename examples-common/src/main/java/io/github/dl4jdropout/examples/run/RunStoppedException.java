package io.github.dl4jdropout.examples.run;

/** A run came to a stop from which it can go on. The user has been told how: the process may end before anybody catches this. */
final class RunStoppedException extends Exception {

    /** As shells report a process that Ctrl-C ended. */
    static final int INTERRUPTED = 130;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    RunStoppedException(int exitCode, Throwable cause) {
        super(cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
