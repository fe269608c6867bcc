package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.util.List;

/**
 * A data set as bytes, the form in which it is read, kept on the disk and made an {@link ImageData} of.
 *
 * @param name what the images are
 * @param origin where they came from, a phrase for a person
 * @param classes the names of the classes, in the order of the labels
 * @param shape how the bytes of an image lie
 * @param train the training images
 * @param test the test images
 */
record CompactImages(
        String name, String origin, List<String> classes, ImageShape shape, LabelledImages train, LabelledImages test) {

    CompactImages from(String otherOrigin) {
        return new CompactImages(name, otherOrigin, classes, shape, train, test);
    }

    ImageData data() {
        return new ImageData(name, false, origin, classes, shape, train.dataSet(shape), test.dataSet(shape));
    }
}
