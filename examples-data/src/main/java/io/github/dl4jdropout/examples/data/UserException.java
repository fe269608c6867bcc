package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Something that the person who started the program can mend. The message says what, expected, received, and what to do next; it
 * is shown without a stack trace.
 */
@SuppressWarnings("serial")
public class UserException extends RuntimeException {
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

    static UserException cannotWrite(Path file, IOException cause) {
        String advice = ". Make room there, or move DL4J's folder by -Dorg.deeplearning4j.resources.directory=DIR.";
        return new UserException("Cannot write " + file + ": " + reason(cause) + advice, cause);
    }

    static UserException cannotRead(Path place, IOException cause) {
        return new UserException("Cannot read " + place + ": " + reason(cause) + ".", cause);
    }

    /** In words. The message of a file system's exception may be a bare path; its class says what is wrong: "no such file". */
    public static String reason(IOException e) {
        boolean bare = e instanceof FileSystemException file && file.getReason() == null;
        String name = e.getClass().getSimpleName().replace("Exception", "");
        return bare || e.getMessage() == null
                ? name.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT)
                : e.getMessage();
    }

    /** Data that is not at hand and cannot be had. Nothing is wrong with what is there. */
    public static final class Absent extends UserException {
        /** The first line of the message tells the reason, the others the ways to get the data. */
        Absent(String message) {
            super(message);
        }
    }
}
