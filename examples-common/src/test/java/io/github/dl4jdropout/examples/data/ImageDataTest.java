package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        return new ImageData("numbers", true, "this test", CLASSES, train, test);
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
    void labelsOfAnotherNumberOfClassesAreRefused() {
        assertThatThrownBy(() ->
                        new ImageData("numbers", true, "this test", List.of("one"), numbered(4, 3), numbered(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Images of the train part: expected FLOAT features [N, P] and FLOAT labels [N, 1], "
                        + "received FLOAT [4, 3] and FLOAT [4, 2].");
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
    void testImagesOfAnotherSizeAreRefused() {
        assertThatThrownBy(() -> data(numbered(4, 3), numbered(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("received 3 in train and 5 in test");
    }
}
