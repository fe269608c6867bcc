package io.github.dl4jdropout.examples.data;

import io.github.dl4jdropout.examples.data.file.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Tells whether a run goes on with the data that it was begun with. */
public final class Fingerprint {

    /** Images that are copied at a time, to bound the memory. */
    private static final int PIECE = 1000;

    private Fingerprint() {}

    /**
     * The digest of images and labels, which depends on shapes, values and order, and on nothing else.
     *
     * @param data features [N, ...] and labels [N, K], FLOAT
     * @return SHA-256, as lower-case hexadecimal text
     */
    public static String of(DataSet data) {
        MessageDigest digest = Sha256.newDigest();
        add(data.getFeatures(), digest);
        add(data.getLabels(), digest);
        return Sha256.hex(digest);
    }

    private static void add(INDArray array, MessageDigest digest) {
        for (long length : array.shape()) {
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).flip());
        }
        for (long from = 0; from < array.size(0); from += PIECE) {
            var rows = NDArrayIndex.interval(from, Math.min(from + PIECE, array.size(0)));
            float[] values = array.get(rows).dup('c').data().asFloat();
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
    }
}
