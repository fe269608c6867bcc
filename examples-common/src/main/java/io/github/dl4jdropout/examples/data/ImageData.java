package io.github.dl4jdropout.examples.data;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Labelled images for one experiment, whole in memory.
 *
 * <p>In {@code train} and {@code test} alike, features are FLOAT {@code [N, P]}, one row of P pixels an image (row by
 * row, 784 for 28×28), from 0 (background) to 1 (ink); labels are FLOAT {@code [N, K]}, one-hot over the K classes. The
 * arrays belong to this object: read them, do not write them.
 *
 * @param name what the images are, for tables and titles: "MNIST", "MNIST-format data" or "synthetic digits"
 * @param synthetic whether a program drew them; whoever shows a result says so
 * @param origin where they came from, a phrase for a person: "IDX files in /data/mnist"
 * @param classes the names of the classes, in the order of the label columns
 * @param train the training images
 * @param test the test images, never trained on
 */
public record ImageData(
        String name, boolean synthetic, String origin, List<String> classes, DataSet train, DataSet test) {

    /**
     * Checks that the arrays have the shapes and the type described above.
     *
     * @throws IllegalArgumentException if they have not
     */
    public ImageData {
        classes = List.copyOf(classes);
        check("train", train, classes.size());
        check("test", test, classes.size());
        if (train.getFeatures().columns() != test.getFeatures().columns()) {
            throw new IllegalArgumentException("Train and test images differ in size: expected equally many pixels, "
                    + "received " + train.getFeatures().columns() + " in train and "
                    + test.getFeatures().columns() + " in test.");
        }
    }

    private static void check(String part, DataSet data, int classes) {
        INDArray features = data.getFeatures();
        INDArray labels = data.getLabels();
        boolean fits = features.rank() == 2
                && labels.rank() == 2
                && features.rows() == labels.rows()
                && labels.columns() == classes
                && features.dataType() == DataType.FLOAT
                && labels.dataType() == DataType.FLOAT;
        if (!fits) {
            throw new IllegalArgumentException("Images of the " + part + " part: expected FLOAT features [N, P] and "
                    + "FLOAT labels [N, " + classes + "], received " + features.dataType() + " "
                    + Arrays.toString(features.shape()) + " and " + labels.dataType() + " "
                    + Arrays.toString(labels.shape()) + ".");
        }
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
        DataSet subset =
                new DataSet(Nd4j.pullRows(train.getFeatures(), 1, chosen), Nd4j.pullRows(train.getLabels(), 1, chosen));
        String told = origin + "; " + n + " of " + available + " training images, drawn with seed " + seed;
        return new ImageData(name, synthetic, told, classes, subset, test);
    }
}
