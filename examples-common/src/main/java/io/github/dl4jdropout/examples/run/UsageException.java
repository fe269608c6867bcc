package io.github.dl4jdropout.examples.run;

/** The user asked for something that cannot be done as asked; the message is for them. The exit code is 2. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * With a message of its own.
     *
     * @param message what, expected, received, and what to do
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * A value that an option does not take.
     *
     * @param option the option
     * @param expected what it takes
     * @param received what it got
     * @return the exception
     */
    public static UsageException value(String option, String expected, Object received) {
        return new UsageException(option + ": expected " + expected + ", received " + received + ".");
    }

    /**
     * The same, with advice.
     *
     * @param advice what to do, a sentence without its full stop
     * @return a new exception
     */
    public UsageException andTry(String advice) {
        return new UsageException(getMessage() + " " + advice + ".");
    }
}
