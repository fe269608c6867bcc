package io.github.dl4jdropout.examples.data;

/** A failure that the user can mend: its message is for a person, and no stack trace is shown. */
public final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
