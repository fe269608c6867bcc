package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ImageDataTest {
    private static final ImageData.Source SYNTHETIC = messages -> SyntheticImages.digits(20, 5, 1, 28, 28);
    private final List<String> messages = new ArrayList<>();

    private static ImageData real() {
        ImageSet images = ImageSetTest.images(9, 1, 2, 2);
        return new ImageData("letters", false, "a shelf", List.of("a", "b", "c"), images, images.first(3));
    }

    private ImageData realOrSynthetic(Supplier<ImageData> real) throws IOException {
        return ImageData.realOr(m -> real.get(), SYNTHETIC, messages::add);
    }

    private static ImageData fail(UserException e) {
        throw e;
    }

    @Test
    void onlyAbsentImagesAreReplacedAndThatIsSaid() throws Exception {
        assertThat(realOrSynthetic(ImageDataTest::real).synthetic()).isFalse();
        UserException wrong = UserException.badFile(Path.of("f"), "good", "bad");
        assertThatThrownBy(() -> realOrSynthetic(() -> fail(wrong)))
                .hasMessage(
                        "Unusable data file f: expected good, found bad. Nothing was trained on it; replace or remove"
                                + " the file.");
        assertThat(messages).isEmpty();
        UserException absent = new UserException.Absent("MNIST is not at hand. No network.\nThree ways:");
        assertThat(realOrSynthetic(() -> fail(absent)).synthetic()).isTrue();
        assertThat(messages)
                .containsExactly(
                        "MNIST is not at hand. No network.",
                        "The images are synthetic digits instead: no figure of this run is a result on real data.");
    }

    @Test
    void aSmallerTrainingPartIsDrawnAndTheOriginTellsOfIt() {
        ImageData drawn = real().withTrain(4);
        assertThat(drawn.train().fingerprint())
                .isEqualTo(real().train().subset(4, 0).fingerprint());
        assertThat(drawn.origin()).isEqualTo("a shelf; 4 of 9 training images, drawn with seed 0");
        assertThat(drawn.test().fingerprint()).isEqualTo(real().test().fingerprint());
        ImageData all = real();
        assertThat(all.withTrain(9)).isSameAs(all);
    }

    @Test
    void partsThatDoNotGoTogetherAreRefused() {
        ImageSet images = ImageSetTest.images(9, 1, 2, 2);
        ImageSet other = ImageSetTest.images(9, 1, 4, 1);
        List<String> three = List.of("a", "b", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageData("x", false, "y", List.of("a"), images, images))
                .withMessageContaining("1 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageData("x", false, "y", three, images, other))
                .withMessageContaining("9 images of 1 × 4 × 1");
    }

    @Test
    void syntheticDigitsDependOnNothingButTheirNumber() throws Exception {
        ImageData few = SyntheticImages.digits(50, 20, 3, 32, 32);
        ImageData more = SyntheticImages.digits(80, 30, 3, 32, 32);
        assertThat(more.train().first(50).fingerprint()).isEqualTo(few.train().fingerprint());
        assertThat(more.test().first(20).fingerprint()).isEqualTo(few.test().fingerprint());
        assertThat(few.test().fingerprint()).isNotEqualTo(few.train().first(20).fingerprint());
        assertThat(few.name()).isEqualTo("synthetic coloured digits");
        assertThat(few.synthetic()).isTrue();
        assertThat(few.train().labels()).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** The nearest mean image is that of the class more often than for one in ten. */
    @Test
    void syntheticDigitsLookLikeTheirClass() {
        ImageData data = SyntheticImages.digits(2000, 500, 1, 28, 28);
        DataSet train = data.train().batch();
        INDArray means = train.getLabels()
                .transpose()
                .mmul(train.getFeatures().reshape(2000, 784))
                .divi(200);
        // Of all squared distances from an image x to a mean m, the least is where x·m − m·m/2 is greatest.
        INDArray scores = data.test().batch().getFeatures().reshape(500, 784).mmul(means.transpose());
        scores.subiRowVector(means.mul(means).sum(1).divi(2).reshape(1, 10));
        int[] answers = scores.argMax(1).toIntVector();
        long right = IntStream.range(0, 500)
                .filter(i -> answers[i] == data.test().labels()[i])
                .count();
        assertThat(right).isBetween(350L, 495L);
    }
}
