package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class ImageSetTest {
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
    void aBatchHoldsBytesAsFractionsOf255AndOneHotLabels() {
        byte[] all = new byte[256];
        for (int b = 0; b < 256; b++) {
            all[b] = (byte) b;
        }
        DataSet batch = new ImageSet(all, new int[] {2}, 1, 16, 16, 3).batch(0);
        assertThat(batch.getFeatures().shape()).containsExactly(1, 1, 16, 16);
        assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        float[] floats = batch.getFeatures().data().asFloat();
        for (int b = 0; b < 256; b++) {
            assertThat(floats[b]).isEqualTo(b / 255f);
        }
        assertThat(batch.getLabels().toFloatMatrix()).isEqualTo(new float[][] {{0, 0, 1}});
    }

    @Test
    void aBatchHoldsTheRowsAskedForInTheirOrder() {
        DataSet batch = images(5, 2, 1, 3).batch(3, 0, 3);
        assertThat(batch.getFeatures().shape()).containsExactly(3, 2, 1, 3);
        assertThat(batch.getFeatures().getFloat(0, 1, 0, 2)).isEqualTo(35 / 255f);
        assertThat(batch.getFeatures().getFloat(1, 0, 0, 0)).isZero();
        assertThat(batch.getLabels().argMax(1).toIntVector()).containsExactly(0, 0, 0);
        ImageSet all = images(10, 1, 1, 1);
        assertThat(all.first(3).pixels()).containsExactly(0, 10, 20);
        assertThat(all.first(11)).isSameAs(all);
    }

    /** The numbers are those that the state before this class drew. */
    @Test
    void theDrawIsThatOfAllEarlierRuns() {
        assertThat(ImageSet.draw(8, 60_000, 0)).containsExactly(21360, 55707, 25249, 1559, 34779, 16368, 52709, 19084);
        assertThat(ImageSet.draw(10, 10, 5)).containsExactly(7, 2, 1, 3, 4, 5, 0, 9, 8, 6);
        assertThat(ImageSet.draw(3, 60_000, 0)).containsExactly(21360, 55707, 25249);
        ImageSet subset = images(10, 1, 1, 1).subset(4, 5);
        assertThat(subset.pixels()).containsExactly(70, 20, 10, 30);
        assertThat(subset.labels()).containsExactly(1, 2, 1, 0);
        for (int n : new int[] {0, -1, 11}) {
            assertThatExceptionOfType(UserException.class)
                    .isThrownBy(() -> images(10, 1, 1, 1).subset(n, 0))
                    .withMessageContainingAll("expected 1 to 10", "received " + n);
        }
    }

    @Test
    void theFingerprintDependsOnShapeBytesLabelsAndOrder() {
        ImageSet images = images(6, 1, 2, 3);
        assertThat(images.fingerprint())
                .isEqualTo(images(6, 1, 2, 3).fingerprint())
                .matches("[0-9a-f]{64}");
        int[] otherLabels = images.labels().clone();
        otherLabels[5] = 0;
        byte[] otherPixels = images.pixels().clone();
        otherPixels[35] ^= 1;
        List<ImageSet> others = List.of(
                images(6, 1, 3, 2),
                images(5, 1, 2, 3),
                images.chosen(1, 0, 2, 3, 4, 5),
                new ImageSet(images.pixels(), otherLabels, 1, 2, 3, 3),
                new ImageSet(otherPixels, images.labels(), 1, 2, 3, 3),
                new ImageSet(images.pixels(), images.labels(), 1, 2, 3, 4));
        assertThat(others)
                .extracting(ImageSet::fingerprint)
                .doesNotHaveDuplicates()
                .doesNotContain(images.fingerprint());
    }

    @Test
    void pixelsAndLabelsThatDoNotGoTogetherAreRefused() {
        assertRefused(4, "expected 6", 0, 1, 0);
        assertRefused(4, "expected 0 to 1", 0, 2);
        assertRefused(4, "expected 0 to 1", -1, 0);
        assertRefused(0, "more than 0");
    }

    private static void assertRefused(int pixels, String reason, int... labels) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new ImageSet(new byte[pixels], labels, 1, 1, 2, 2))
                .withMessageContaining(reason);
    }
}
