package io.github.dl4jdropout.examples.data;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What bytes mean as intensities, and how examples are taken out of an array of many. */
public final class Pixels {
    private static final float[] INTENSITY = new float[256];

    static {
        for (int i = 0; i < INTENSITY.length; i++) {
            INTENSITY[i] = i / 255f;
        }
    }

    private Pixels() {}

    /** The intensity that an unsigned byte b means, b / 255. */
    static float intensity(byte pixel) {
        return INTENSITY[Byte.toUnsignedInt(pixel)];
    }

    /**
     * Images as networks take them: byte b becomes the float b / 255.
     *
     * @param features FLOAT or UINT8, any shape
     * @return FLOAT of the same shape; the very array if it is FLOAT already
     * @throws IllegalArgumentException if it is of another type
     */
    public static INDArray floats(INDArray features) {
        if (features.dataType() == DataType.FLOAT) {
            return features;
        }
        ByteBuffer bytes = bytes(features);
        INDArray floats = Nd4j.createUninitialized(DataType.FLOAT, features.shape(), 'c');
        FloatBuffer target = floats.data().asNioFloat();
        byte[] from = new byte[Math.min(1 << 14, bytes.remaining())];
        float[] to = new float[from.length];
        while (bytes.hasRemaining()) {
            int n = Math.min(from.length, bytes.remaining());
            bytes.get(from, 0, n);
            for (int i = 0; i < n; i++) {
                to[i] = intensity(from[i]);
            }
            target.put(to, 0, n);
        }
        return floats;
    }

    /**
     * Copies chosen examples.
     *
     * @param from [N, ...], any type
     * @param rows which, in which order
     * @return [rows.length, ...], of the same type
     */
    public static INDArray rows(INDArray from, int[] rows) {
        long[] shape = from.shape().clone(); // ND4J hands out its own array
        INDArray flat = Nd4j.pullRows(from.reshape(shape[0], from.length() / shape[0]), 1, rows);
        shape[0] = rows.length;
        return flat.reshape(shape);
    }

    /**
     * The elements of an array of bytes.
     *
     * @param array UINT8, any shape
     * @return in row-major order; its own memory if it is dense
     * @throws IllegalArgumentException if it is of another type
     */
    public static ByteBuffer bytes(INDArray array) {
        if (array.dataType() != DataType.UINT8) {
            throw new IllegalArgumentException("Type of images: expected UBYTE, received " + array.dataType() + ".");
        }
        INDArray dense = array.isView() || array.ordering() != 'c' ? array.dup('c') : array;
        return dense.data().asNio().rewind();
    }

    /**
     * An array of bytes.
     *
     * @param elements in row-major order, unsigned; copied
     * @param shape of the array
     * @return UINT8
     */
    public static INDArray ofBytes(byte[] elements, long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.UINT8, shape, 'c');
        bytes(array).put(elements);
        return array;
    }
}
