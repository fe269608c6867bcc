package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ImageDataTest {
    private static final ImageData.Source SYNTHETIC = messages -> SyntheticImages.digits(20, 5, 1, 28, 28);
    private final List<String> messages = new ArrayList<>();

    private static ImageData real() {
        ImageSet images = ImageSetTest.images(9, 1, 2, 2);
        return new ImageData("letters", false, "a shelf", List.of("a", "b", "c"), images, images.first(3));
    }

    @Test
    void realImagesThatAreThereAreTaken() throws Exception {
        assertThat(ImageData.realOr(m -> real(), SYNTHETIC, messages::add).synthetic())
                .isFalse();
        assertThat(messages).isEmpty();
    }

    @Test
    void absentImagesAreReplacedAndThatIsSaid() throws Exception {
        var absent = new UserException.Absent("MNIST", new IOException("No network."), "files", Path.of("d"), "mnist");
        ImageData data = ImageData.realOr(
                m -> {
                    throw absent;
                },
                SYNTHETIC,
                messages::add);
        assertThat(data.synthetic()).isTrue();
        assertThat(messages)
                .containsExactly(
                        "MNIST is not at hand. No network.",
                        "The images are synthetic digits instead: no figure of this run is a result on real data.");
        assertThat(absent.getMessage())
                .contains(
                        "three ways",
                        "1. Put files into a folder",
                        "2. Put them into d",
                        "=URL, which has them in a folder mnist");
    }

    @Test
    void wrongImagesAreNotReplaced() {
        assertThatThrownBy(() -> ImageData.realOr(
                        m -> {
                            throw UserException.badFile(Path.of("f"), "good", "bad");
                        },
                        SYNTHETIC,
                        messages::add))
                .hasMessage(
                        "Unusable data file f: expected good, found bad. Nothing was trained on it; replace or remove the file.");
        assertThat(messages).isEmpty();
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
        assertThatThrownBy(() -> all.withTrain(10))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("received 10");
    }

    @Test
    void partsThatDoNotGoTogetherAreRefused() {
        ImageSet images = ImageSetTest.images(9, 1, 2, 2);
        assertThatThrownBy(() -> new ImageData("x", false, "y", List.of("a"), images, images))
                .hasMessageContaining("1 classes");
        ImageSet other = ImageSetTest.images(9, 1, 4, 1);
        assertThatThrownBy(() -> new ImageData("x", false, "y", List.of("a", "b", "c"), images, other))
                .hasMessageContaining("9 images of 1 × 4 × 1");
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
        double[][] means = new double[10][784];
        for (int i = 0; i < 2000 * 784; i++) {
            means[data.train().labels()[i / 784]][i % 784] +=
                    Byte.toUnsignedInt(data.train().pixels()[i]) / 200.0;
        }
        int right = 0;
        for (int i = 0; i < 500; i++) {
            double[] distances = new double[10];
            for (int k = 0; k < 10 * 784; k++) {
                double d =
                        means[k / 784][k % 784] - Byte.toUnsignedInt(data.test().pixels()[i * 784 + k % 784]);
                distances[k / 784] += d * d;
            }
            double least = DoubleStream.of(distances).min().orElseThrow();
            right += distances[data.test().labels()[i]] == least ? 1 : 0;
        }
        assertThat(right).isBetween(350, 495);
    }
}
