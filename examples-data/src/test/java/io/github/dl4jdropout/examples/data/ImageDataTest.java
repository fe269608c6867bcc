package io.github.dl4jdropout.examples.data;

import static io.github.dl4jdropout.examples.data.DataTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class ImageDataTest {
    private static final List<String> ABC = List.of("a", "b", "c");

    /** Pixel p of image i is 10 × i + p; classes 0, 1, 2, 0, 1, … */
    static ImageSet images(int count, int channels, int height, int width) {
        int length = channels * height * width;
        byte[] pixels = new byte[count * length];
        for (int p = 0; p < pixels.length; p++) {
            pixels[p] = (byte) (10 * (p / length) + p % length);
        }
        int[] labels = IntStream.range(0, count).map(i -> i % 3).toArray();
        return new ImageSet(pixels, labels, channels, height, width, 3);
    }

    @Test
    void aBatchHoldsTheRowsAskedForAsFractionsOf255WithOneHotLabels() {
        DataSet bytes = images(1, 1, 16, 16).batch();
        assertThat(bytes.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        float[] floats = bytes.getFeatures().data().asFloat();
        for (int b = 0; b < 256; b++) {
            assertThat(floats[b]).isEqualTo(b / 255f);
        }
        DataSet batch = images(5, 2, 1, 3).chosen(4, 0, 4).batch();
        assertThat(batch.getFeatures().shape()).containsExactly(3, 2, 1, 3);
        assertThat(batch.getFeatures().getFloat(2, 1, 0, 2)).isEqualTo(45 / 255f);
        assertThat(batch.getFeatures().getFloat(1, 0, 0, 0)).isZero();
        assertThat(batch.getLabels().toFloatMatrix()).isEqualTo(new float[][] {{0, 1, 0}, {1, 0, 0}, {0, 1, 0}});
        ImageSet all = images(10, 1, 1, 1);
        assertThat(all.first(3).pixels()).containsExactly(0, 10, 20);
        assertThat(all.first(11)).isSameAs(all);
    }

    /** The numbers are those that the state before this class drew. */
    @Test
    void theDrawIsThatOfAllEarlierRuns() {
        assertThat(ImageSet.draw(8, 60_000, 0)).containsExactly(21360, 55707, 25249, 1559, 34779, 16368, 52709, 19084);
        assertThat(ImageSet.draw(10, 10, 5)).containsExactly(7, 2, 1, 3, 4, 5, 0, 9, 8, 6);
        ImageSet subset = images(10, 1, 1, 1).subset(4, 5);
        assertThat(subset.pixels()).containsExactly(70, 20, 10, 30);
        assertThat(subset.labels()).containsExactly(1, 2, 1, 0);
        for (int n : new int[] {0, -1, 11}) {
            assertRefused(() -> images(10, 1, 1, 1).subset(n, 0), "expected 1 to 10", "received " + n);
        }
    }

    @Test
    void theFingerprintDependsOnShapeBytesLabelsAndOrder() {
        ImageSet images = images(6, 1, 2, 3);
        List<ImageSet> different = List.of(
                images,
                images(6, 1, 3, 2),
                images(5, 1, 2, 3),
                images.chosen(1, 0, 2, 3, 4, 5),
                new ImageSet(images.pixels(), new int[6], 1, 2, 3, 3),
                new ImageSet(new byte[36], images.labels(), 1, 2, 3, 3),
                new ImageSet(images.pixels(), images.labels(), 1, 2, 3, 4));
        assertThat(different).extracting(ImageSet::fingerprint).doesNotHaveDuplicates();
        assertThat(images(6, 1, 2, 3).fingerprint()).isEqualTo(images.fingerprint());
    }

    @Test
    void pixelsAndLabelsThatDoNotGoTogetherAreRefused() {
        assertFault(4, "expected 6", 0, 1, 0);
        assertFault(4, "expected 0 to 1", 0, 2);
        assertFault(4, "expected 0 to 1", -1, 0);
        assertFault(0, "more than 0");
    }

    private static void assertFault(int pixels, String reason, int... labels) {
        assertThatThrownBy(() -> new ImageSet(new byte[pixels], labels, 1, 1, 2, 2))
                .hasMessageContaining(reason);
    }

    private static ImageData.Source failing(UserException failure) {
        return messages -> {
            throw failure;
        };
    }

    @Test
    void onlyAbsentImagesAreReplacedAndThatIsSaid() throws Exception {
        List<String> messages = new ArrayList<>();
        ImageData.Source synthetic = m -> SyntheticImages.digits(20, 5, 1, 28, 28);
        ImageData real = new ImageData("letters", false, "a shelf", ABC, images(9, 1, 2, 2), images(9, 1, 2, 2));
        assertThat(ImageData.realOr(m -> real, synthetic, messages::add)).isSameAs(real);
        UserException wrong = UserException.badFile(Path.of("f"), "good", "bad");
        assertThatThrownBy(() -> ImageData.realOr(failing(wrong), synthetic, messages::add))
                .isSameAs(wrong);
        assertThat(wrong)
                .hasMessageEndingWith("good, found bad. Nothing was trained on it; replace or remove the file.");
        assertThat(messages).isEmpty();
        UserException absent = new UserException.Absent("MNIST is not at hand. No network.\nThree ways:");
        assertThat(ImageData.realOr(failing(absent), synthetic, messages::add).synthetic())
                .isTrue();
        String said = "The images are synthetic digits instead: no figure of this run is a result on real data.";
        assertThat(messages).containsExactly("MNIST is not at hand. No network.", said);
    }

    @Test
    void syntheticDigitsDependOnNothingButTheirNumber() throws Exception {
        assertThat(SyntheticImages.digits(1, 1, 3, 32, 32).name()).isEqualTo("synthetic coloured digits");
        ImageData data = SyntheticImages.digits(100, 40, 1, 28, 28);
        ImageData few = SyntheticImages.digits(50, 20, 1, 28, 28);
        assertThat(few.train().fingerprint()).isEqualTo(data.train().first(50).fingerprint());
        assertThat(few.test().fingerprint()).isEqualTo(data.test().first(20).fingerprint());
        assertThat(few.test().fingerprint()).isNotEqualTo(data.train().first(20).fingerprint());
    }
}
