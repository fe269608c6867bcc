package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds JPEG files that are cut off: decoders paint what is missing grey, and say nothing. Markers are those of ITU-T T.81,
 * annex B.
 */
final class JpegEnd {
    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int START_OF_SCAN = 0xda;

    private JpegEnd() {}

    /** Refuses a file that begins as JPEG does and does not reach the end of its image. */
    static void refuseIfCutOff(Path path) throws IOException {
        byte[] file = Files.readAllBytes(path);
        if (isMarker(file, 0, START_OF_IMAGE) && !hasEnd(file)) {
            throw DataException.badFile(path, "a whole JPEG image", "its end too early (the file is cut off)");
        }
    }

    private static boolean hasEnd(byte[] file) {
        // Nearly always; other bytes may follow the end, and thumbnails in the head have ends of their own.
        return isMarker(file, file.length - 2, END_OF_IMAGE) || endsByItsSegments(file);
    }

    private static boolean endsByItsSegments(byte[] file) {
        int at = 2;
        while (at + 3 < file.length) {
            if (isMarker(file, at, END_OF_IMAGE)) {
                return true;
            }
            if (file[at] != (byte) 0xff) {
                return false;
            }
            int marker = Byte.toUnsignedInt(file[at + 1]);
            at += 2 + (Byte.toUnsignedInt(file[at + 2]) << 8 | Byte.toUnsignedInt(file[at + 3]));
            if (marker == START_OF_SCAN) {
                at = endOfScan(file, at);
            }
        }
        return isMarker(file, at, END_OF_IMAGE);
    }

    /** Within a scan, 0xff is followed by 0 or by a restart marker. */
    private static int endOfScan(byte[] file, int from) {
        int at = from;
        while (at + 1 < file.length
                && (file[at] != (byte) 0xff || file[at + 1] == 0 || (file[at + 1] & 0xf8) == 0xd0)) {
            at++;
        }
        return at;
    }

    private static boolean isMarker(byte[] file, int at, int marker) {
        return at >= 0 && at + 1 < file.length && file[at] == (byte) 0xff && file[at + 1] == (byte) marker;
    }
}
