package io.github.dl4jdropout.examples.data;

import java.nio.file.Path;

/**
 * Something that the person who started the program can mend. The message says what, expected, received, and what to do next; it
 * is shown without a stack trace.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file that must not be trained on. */
    static UserException badFile(Path file, String expected, String found) {
        return new UserException("Unusable data file " + file + ": expected " + expected + ", found " + found
                + ". Nothing was trained on it; replace or remove the file.");
    }

    /** Data that is not at hand and cannot be had. Nothing is wrong with what is there. */
    public static final class Absent extends UserException {
        private static final long serialVersionUID = 1L;

        /** The message is the reason, and below it the ways to get the data. */
        Absent(String reason, Throwable cause, String... ways) {
            super(reason + "\nThere are " + ways.length + " ways to get it:" + listed(ways), cause);
        }

        private static String listed(String... ways) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < ways.length; i++) {
                list.append("\n  ").append(i + 1).append(". ").append(ways[i]);
            }
            return list.toString();
        }

        /** The reason alone. */
        String reason() {
            return getMessage().lines().findFirst().orElseThrow();
        }
    }
}
