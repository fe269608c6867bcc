package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.record.ImageShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class ImageDataTest {
    private static final List<String> CLASSES = List.of("even", "odd");

    /** Image n has all pixels n; its class is n mod 2. */
    private static DataSet numbered(int count, int pixels) {
        INDArray features =
                Nd4j.arange(count).castTo(DataType.FLOAT).reshape(count, 1).repeat(1, pixels);
        INDArray labels = Nd4j.create(DataType.FLOAT, count, 2);
        for (int n = 0; n < count; n++) {
            labels.putScalar(n, n % 2, 1);
        }
        return new DataSet(features, labels);
    }

    private static ImageData data(DataSet train, DataSet test) {
        return new ImageData("numbers", true, "this test", CLASSES, new ImageShape(1, 1, 3), train, test);
    }

    private final ImageData data = data(numbered(100, 3), numbered(10, 3));

    private static int[] numbers(ImageData data) {
        return data.train().getFeatures().getColumn(0).toIntVector();
    }

    @Test
    void aSubsetHasDistinctImagesWithTheirOwnLabels() {
        ImageData subset = data.trainSubset(40, 7);
        int[] numbers = numbers(subset);
        assertThat(numbers).hasSize(40).doesNotHaveDuplicates();
        assertThat(subset.train().getLabels().argMax(1).toIntVector())
                .isEqualTo(Arrays.stream(numbers).map(n -> n % 2).toArray());
        assertThat(subset.test()).isSameAs(data.test());
    }

    @Test
    void theSameSeedDrawsTheSameImagesAndAnotherSeedOthers() {
        assertThat(numbers(data.trainSubset(40, 7))).isEqualTo(numbers(data.trainSubset(40, 7)));
        assertThat(numbers(data.trainSubset(40, 7))).isNotEqualTo(numbers(data.trainSubset(40, 8)));
    }

    @Test
    void aSmallerDrawBeginsALargerOne() {
        assertThat(numbers(data.trainSubset(40, 7))).startsWith(numbers(data.trainSubset(15, 7)));
    }

    @Test
    void theDrawIsTheSameOnEveryJdk() {
        assertThat(numbers(data.trainSubset(5, 7))).containsExactly(36, 66, 41, 72, 8);
    }

    @Test
    void theOriginTellsOfTheDraw() {
        ImageData subset = data.trainSubset(40, 7);
        assertThat(subset.origin()).isEqualTo("this test; 40 of 100 training images, drawn with seed 7");
        assertThat(subset.name()).isEqualTo("numbers");
        assertThat(subset.synthetic()).isTrue();
    }

    @Test
    void allImagesAreNoDraw() {
        assertThat(data.trainSubset(100, 7)).isSameAs(data);
    }

    @Test
    void aSubsetThatCannotBeIsRefused() {
        assertThatThrownBy(() -> data.trainSubset(101, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Size of the training subset: expected 1 to 100, the number of training images, "
                        + "received 101.");
        assertThatThrownBy(() -> data.trainSubset(0, 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesAreDrawnWithTheirShape() {
        ImageShape shape = new ImageShape(3, 2, 2);
        byte[] pixels = new byte[100 * 12];
        byte[] labels = new byte[100];
        for (int n = 0; n < 100; n++) {
            Arrays.fill(pixels, 12 * n, 12 * n + 12, (byte) (n + 100));
            labels[n] = (byte) (n % 2);
        }
        DataSet bytes = new LabelledImages(pixels, labels, 12, 2).dataSet(shape);
        ImageData subset = new ImageData("numbers", true, "this test", CLASSES, shape, bytes, bytes).trainSubset(5, 7);
        assertThat(subset.train().getFeatures().shape()).containsExactly(5, 3, 2, 2);
        assertThat(subset.train().getFeatures().dataType()).isEqualTo(DataType.UINT8);
        int[] drawn = {36, 66, 41, 72, 8};
        for (int i = 0; i < drawn.length; i++) {
            assertThat(subset.train().getFeatures().getInt(i, 2, 1, 1)).isEqualTo(100 + drawn[i]);
            assertThat(subset.train().getLabels().getFloat(i, drawn[i] % 2)).isEqualTo(1f);
        }
    }

    @Test
    void labelsOfAnotherNumberOfClassesAreRefused() {
        assertThatThrownBy(() -> new ImageData(
                        "numbers",
                        true,
                        "this test",
                        List.of("one"),
                        new ImageShape(1, 1, 3),
                        numbered(4, 3),
                        numbered(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Images of the train part: expected FLOAT or UBYTE features [N, 3] or [N, 1, 1, 3] and FLOAT "
                                + "labels [N, 1], received FLOAT [4, 3] and FLOAT [4, 2].");
    }

    @Test
    void featuresOfAnotherTypeAreRefused() {
        DataSet doubles = numbered(2, 3);
        doubles.setFeatures(doubles.getFeatures().castTo(DataType.DOUBLE));
        assertThatThrownBy(() -> data(numbered(4, 3), doubles))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Images of the test part")
                .hasMessageContaining("received DOUBLE [2, 3]");
    }

    @Test
    void imagesOfAnotherShapeAreRefused() {
        assertThatThrownBy(() -> data(numbered(4, 3), numbered(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Images of the test part")
                .hasMessageContaining("received FLOAT [2, 5]");
    }

    @Test
    void trainAndTestImagesOfDifferentTypesAreRefused() {
        DataSet bytes = numbered(2, 3);
        bytes.setFeatures(bytes.getFeatures().castTo(DataType.UINT8));
        assertThatThrownBy(() -> data(numbered(4, 3), bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Train and test images: expected features of one type and rank, received FLOAT [4, 3] in "
                        + "train and UBYTE [2, 3] in test.");
    }
}
