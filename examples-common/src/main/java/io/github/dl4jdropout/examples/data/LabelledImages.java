package io.github.dl4jdropout.examples.data;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Grey images as bytes, with their classes, and their translation to arrays. Byte b becomes the float b / 255, so that
 * features lie in [0, 1]: what DL4J's own MNIST fetcher gives.
 *
 * @param pixels count × pixelsPerImage unsigned bytes, 0 background, 255 ink
 * @param labels one class a byte, count of them
 * @param pixelsPerImage rows × columns
 * @param classes the number of classes
 */
record LabelledImages(byte[] pixels, byte[] labels, int pixelsPerImage, int classes) {
    private static final float[] INTENSITY = new float[256];

    static {
        for (int i = 0; i < INTENSITY.length; i++) {
            INTENSITY[i] = i / 255f;
        }
    }

    int count() {
        return labels.length;
    }

    /** FLOAT [to - from, pixelsPerImage]. */
    INDArray features(int from, int to) {
        INDArray features = Nd4j.createUninitialized(DataType.FLOAT, to - from, pixelsPerImage);
        FloatBuffer target = features.data().asNioFloat();
        float[] row = new float[pixelsPerImage];
        for (int image = from; image < to; image++) {
            for (int p = 0, at = image * pixelsPerImage; p < pixelsPerImage; p++, at++) {
                row[p] = INTENSITY[Byte.toUnsignedInt(pixels[at])];
            }
            target.put(row);
        }
        return features;
    }

    /** FLOAT [to - from, classes], one-hot. */
    INDArray oneHot(int from, int to) {
        INDArray oneHot = Nd4j.create(DataType.FLOAT, to - from, classes);
        FloatBuffer target = oneHot.data().asNioFloat();
        for (int image = from; image < to; image++) {
            target.put((image - from) * classes + labels[image], 1f);
        }
        return oneHot;
    }
}
