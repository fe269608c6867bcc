package io.github.dl4jdropout.examples.data;

import io.github.dl4jdropout.examples.record.ImageShape;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images as bytes, with their classes, and their translation to arrays.
 *
 * @param pixels count × pixelsPerImage unsigned bytes
 * @param labels one class a byte, count of them
 * @param pixelsPerImage channels × rows × columns
 * @param classes the number of classes
 */
public record LabelledImages(byte[] pixels, byte[] labels, int pixelsPerImage, int classes) {
    /**
     * How many there are.
     *
     * @return the number of labels
     */
    public int count() {
        return labels.length;
    }

    /**
     * Some images: byte b as b / 255, in [0, 1], what DL4J's own MNIST fetcher gives.
     *
     * @param from the first
     * @param to after the last
     * @return FLOAT [to - from, pixelsPerImage], a new array
     */
    public INDArray features(int from, int to) {
        INDArray features = Nd4j.createUninitialized(DataType.FLOAT, to - from, pixelsPerImage);
        FloatBuffer target = features.data().asNioFloat();
        float[] row = new float[pixelsPerImage];
        for (int image = from; image < to; image++) {
            for (int p = 0, at = image * pixelsPerImage; p < pixelsPerImage; p++, at++) {
                row[p] = Pixels.intensity(pixels[at]);
            }
            target.put(row);
        }
        return features;
    }

    /**
     * All images.
     *
     * @param shape how the bytes of an image lie
     * @return features UINT8 [count, channels, height, width], labels FLOAT [count, classes]; new arrays
     */
    public DataSet dataSet(ImageShape shape) {
        INDArray features = Pixels.ofBytes(pixels, count(), shape.channels(), shape.height(), shape.width());
        return new DataSet(features, oneHot(0, count()));
    }

    /**
     * The classes of some images, one-hot.
     *
     * @param from the first
     * @param to after the last
     * @return FLOAT [to - from, classes], a new array
     */
    public INDArray oneHot(int from, int to) {
        INDArray oneHot = Nd4j.create(DataType.FLOAT, to - from, classes);
        FloatBuffer target = oneHot.data().asNioFloat();
        for (int image = from; image < to; image++) {
            target.put((image - from) * classes + labels[image], 1f);
        }
        return oneHot;
    }
}
