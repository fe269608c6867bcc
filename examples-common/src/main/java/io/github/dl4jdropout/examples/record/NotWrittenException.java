package io.github.dl4jdropout.examples.record;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** A file of a run could not be written. The message, for the user, names it, the reason, and the room that there is and was needed. */
public final class NotWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    NotWrittenException(Path target, OptionalLong bytes, IOException cause) {
        super("Cannot write " + target + ": " + reason(cause) + room(target, bytes) + ".", cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason(); // its message begins with the file once more
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String room(Path target, OptionalLong bytes) {
        String needed = bytes.isPresent() ? "; it needs " + megabytes(bytes.getAsLong()) : "";
        try {
            Path directory = target.toAbsolutePath().getParent();
            return needed + "; free there: "
                    + megabytes(Files.getFileStore(directory).getUsableSpace());
        } catch (IOException e) {
            return needed;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
