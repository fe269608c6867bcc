package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

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
        private static final long serialVersionUID = 1L;

        /**
         * Tells the reason, and below it the ways to get the data.
         *
         * @param files the files to be had
         * @param folder where they are looked for
         * @param mirrorFolder where they are under the address of a mirror
         */
        Absent(String dataSet, IOException cause, String files, Path folder, String mirrorFolder) {
            super(
                    dataSet + " is not at hand. " + reason(cause) + "\nThere are three ways to get it:"
                            + "\n  1. Put " + files + " into a folder and name that by --data-dir."
                            + "\n  2. Put them into " + folder
                            + " (moved by -Dorg.deeplearning4j.resources.directory=DIR)."
                            + "\n  3. Let this program download them: give it a network (a proxy by -Dhttps.proxyHost=HOST"
                            + " -Dhttps.proxyPort=PORT), or another mirror by -D" + Download.MIRRORS
                            + "=URL, which has them in a folder " + mirrorFolder + ".",
                    cause);
        }

        /** The reason alone. */
        String inShort() {
            return getMessage().lines().findFirst().orElseThrow();
        }
    }
}
