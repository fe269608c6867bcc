package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** Files of data sets, and their SHA-256 as lower-case hexadecimal text. */
final class Digests {
    private Digests() {}

    static String sha256(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return DigestUtils.sha256Hex(in);
        }
    }

    /** Opens a file for reading; a folder of its name, and a file that must not be read, are refused by a sentence. */
    static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw UserException.badFile(file, "a file", "a folder of that name");
        }
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UserException("Cannot read " + file + ": " + UserException.reason(e) + ".", e);
        }
    }
}
