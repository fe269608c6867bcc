package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Data that is missing or must not be trained on. The message is meant for the person who started the program: it names
 * the file, what was expected, what was found and what to do.
 */
public final class DataException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * With a message.
     *
     * @param message for the person who started the program
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * With a message and a cause.
     *
     * @param message for the person who started the program
     * @param cause what was noticed first
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Of a file that must not be trained on.
     *
     * @param file its path
     * @param expected what should have been in it
     * @param found what is
     * @return the exception
     */
    public static DataException badFile(Path file, String expected, String found) {
        return new DataException(badFileMessage(file, expected, found));
    }

    /**
     * Of a file that must not be trained on.
     *
     * @param file its path
     * @param expected what should have been in it
     * @param found what is
     * @param cause what was noticed first
     * @return the exception
     */
    public static DataException badFile(Path file, String expected, String found, Throwable cause) {
        return new DataException(badFileMessage(file, expected, found), cause);
    }

    private static String badFileMessage(Path file, String expected, String found) {
        return "Unusable data file " + file + ": expected " + expected + ", found " + found
                + ". Nothing was trained on it; replace or remove the file.";
    }
}
