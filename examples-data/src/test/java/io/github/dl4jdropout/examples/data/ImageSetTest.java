package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class ImageSetTest {
    /** Pixel p of image i is 10 × i + p; classes 0, 1, 2, 0, 1, … */
    static ImageSet images(int count, int channels, int height, int width) {
        int length = channels * height * width;
        byte[] pixels = new byte[count * length];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 3;
            for (int p = 0; p < length; p++) {
                pixels[i * length + p] = (byte) (10 * i + p);
            }
        }
        return ImageSet.of(pixels, labels, channels, height, width, 3);
    }

    @Test
    void aBatchHoldsBytesAsFractionsOf255AndOneHotLabels() {
        byte[] all = new byte[256];
        for (int b = 0; b < 256; b++) {
            all[b] = (byte) b;
        }
        DataSet batch = ImageSet.of(all, new int[] {2}, 1, 16, 16, 3).batch(0);
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
    }

    @Test
    void aDrawOfMoreThanThereAreIsRefused() {
        for (int n : new int[] {0, -1, 11}) {
            assertThatThrownBy(() -> images(10, 1, 1, 1).subset(n, 0))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("expected 1 to 10")
                    .hasMessageContaining("received " + n);
        }
    }

    @Test
    void theFirstImagesAreInOrder() {
        assertThat(images(10, 1, 1, 1).first(3).pixels()).containsExactly(0, 10, 20);
        ImageSet all = images(3, 1, 1, 1);
        assertThat(all.first(7)).isSameAs(all);
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
                ImageSet.of(images.pixels(), otherLabels, 1, 2, 3, 3),
                ImageSet.of(otherPixels, images.labels(), 1, 2, 3, 3),
                ImageSet.of(images.pixels(), images.labels(), 1, 2, 3, 4));
        assertThat(others)
                .extracting(ImageSet::fingerprint)
                .doesNotHaveDuplicates()
                .doesNotContain(images.fingerprint());
    }

    @Test
    void pixelsAndLabelsThatDoNotGoTogetherAreRefused() {
        byte[] pixels = new byte[4];
        assertThatThrownBy(() -> ImageSet.of(pixels, new int[] {0, 1, 0}, 1, 1, 2, 2))
                .hasMessageContaining("expected 6");
        assertThatThrownBy(() -> ImageSet.of(pixels, new int[] {0, 2}, 1, 1, 2, 2))
                .hasMessageContaining("expected 0 to 1");
        assertThatThrownBy(() -> ImageSet.of(pixels, new int[] {-1, 0}, 1, 1, 2, 2))
                .hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> ImageSet.of(new byte[0], new int[0], 1, 1, 2, 2))
                .hasMessageContaining("more than 0");
    }
}
