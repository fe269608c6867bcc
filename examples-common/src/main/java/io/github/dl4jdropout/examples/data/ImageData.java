package io.github.dl4jdropout.examples.data;

import io.github.dl4jdropout.examples.record.ImageShape;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Labelled images for one experiment, whole in memory.
 *
 * <p>In {@code train} and {@code test} alike, features have one of two types: FLOAT, from 0 to 1, or UINT8, where byte b
 * means b / 255 and takes a quarter of the memory; {@link Pixels#floats} makes the former of the latter, a batch at a
 * time. They are {@code [N, C, H, W]}, or {@code [N, P]} with one row of P = C × H × W pixels an image (784 for a grey
 * 28×28), whichever the networks are to be given. Labels are FLOAT {@code [N, K]}, one-hot over the K classes. The arrays
 * belong to this object: read them, do not write them.
 *
 * @param name what the images are, for tables and titles: "MNIST", "CIFAR-10 format data" or "synthetic digits"
 * @param synthetic whether a program drew them; whoever shows a result says so
 * @param origin where they came from, a phrase for a person: "IDX files in /data/mnist"
 * @param classes the names of the classes, in the order of the label columns
 * @param shape how the pixels of an image lie
 * @param train the training images
 * @param test the test images, never trained on
 */
public record ImageData(
        String name,
        boolean synthetic,
        String origin,
        List<String> classes,
        ImageShape shape,
        DataSet train,
        DataSet test) {

    /**
     * Checks that the arrays have the shapes and the types described above.
     *
     * @throws IllegalArgumentException if they have not
     */
    public ImageData {
        classes = List.copyOf(classes);
        check("train", train, shape, classes.size());
        check("test", test, shape, classes.size());
        if (train.getFeatures().rank() != test.getFeatures().rank()
                || train.getFeatures().dataType() != test.getFeatures().dataType()) {
            throw new IllegalArgumentException(
                    "Train and test images: expected features of one type and rank, received "
                            + described(train.getFeatures()) + " in train and " + described(test.getFeatures())
                            + " in test.");
        }
    }

    private static void check(String part, DataSet data, ImageShape shape, int classes) {
        INDArray features = data.getFeatures();
        INDArray labels = data.getLabels();
        long n = features.size(0);
        boolean fits = (features.dataType() == DataType.FLOAT || features.dataType() == DataType.UINT8)
                && (Arrays.equals(features.shape(), new long[] {n, shape.length()})
                        || Arrays.equals(
                                features.shape(), new long[] {n, shape.channels(), shape.height(), shape.width()}))
                && labels.dataType() == DataType.FLOAT
                && Arrays.equals(labels.shape(), new long[] {n, classes});
        if (!fits) {
            throw new IllegalArgumentException("Images of the " + part + " part: expected FLOAT or UBYTE features [N, "
                    + shape.length() + "] or [N, " + shape.channels() + ", " + shape.height() + ", " + shape.width()
                    + "] and FLOAT labels [N, " + classes + "], received " + described(features) + " and "
                    + described(labels) + ".");
        }
    }

    private static String described(INDArray array) {
        return array.dataType() + " " + Arrays.toString(array.shape());
    }

    /**
     * The same data with a training part of {@code n} images, drawn at random without replacement. The draw is plain, not
     * stratified: classes are as frequent as chance makes them. The same data, n and seed give the same images in the same
     * order; the draw of a smaller n is the beginning of the draw of a larger one. The test part is unchanged.
     *
     * @param n how many training images to keep; all of them returns this object
     * @param seed what the draw depends on
     * @return the data with the smaller training part, whose origin tells of the draw
     * @throws IllegalArgumentException if n is below 1 or above the number of training images
     */
    public ImageData trainSubset(int n, long seed) {
        int available = train.numExamples();
        if (n < 1 || n > available) {
            throw new IllegalArgumentException("Size of the training subset: expected 1 to " + available
                    + ", the number of training images, received " + n + ".");
        }
        if (n == available) {
            return this;
        }
        int[] chosen = Draw.withoutReplacement(n, available, seed);
        DataSet subset = new DataSet(Pixels.rows(train.getFeatures(), chosen), Pixels.rows(train.getLabels(), chosen));
        String told = origin + "; " + n + " of " + available + " training images, drawn with seed " + seed;
        return new ImageData(name, synthetic, told, classes, shape, subset, test);
    }
}
