package io.github.dl4jdropout.examples.data.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 digests, good enough to recognise files that nobody forged, where only these were ever published. */
public final class Sha1 {
    private Sha1() {}

    /**
     * Of some bytes.
     *
     * @param content the bytes
     * @return lower-case hexadecimal text
     */
    public static String of(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(content);
            return Sha256.hex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform is required to have SHA-1.", e);
        }
    }
}
