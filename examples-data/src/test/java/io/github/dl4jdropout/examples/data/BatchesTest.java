package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BatchesTest {
    /** Image i is one pixel of class i. */
    private static ImageSet numbered(int count) {
        return new ImageSet(new byte[count], IntStream.range(0, count).toArray(), 1, 1, 1, count);
    }

    private static void assertNumbers(Batches batches, int[]... numbers) {
        assertThat(batches.count()).isEqualTo(numbers.length);
        assertThat(batches)
                .extracting(batch -> batch.getLabels().argMax(1).toIntVector())
                .containsExactly(numbers);
    }

    /** The orders are those that the state before this class had. */
    @Test
    void theOrderIsThatOfAllEarlierRunsAndTheLastBatchHoldsWhatIsLeft() {
        assertThat(new Batches(numbered(20), 6, 1, 1, false).order())
                .containsExactly(19, 16, 18, 6, 11, 3, 14, 1, 0, 4, 9, 8, 13, 15, 10, 17, 12, 5, 2, 7);
        Batches twelve = new Batches(numbered(12), 5, -7, 3, false);
        assertNumbers(twelve, new int[] {2, 11, 0, 9, 1}, new int[] {7, 10, 6, 4, 8}, new int[] {3, 5});
        assertNumbers(Batches.inOrder(numbered(4), 2), new int[] {0, 1}, new int[] {2, 3});
    }

    private static final int SIDE = 11;

    /** One image many times; all pixels differ and none is black. */
    private static ImageSet equal(int count, int channels) {
        byte[] pixels = new byte[count * channels * SIDE * SIDE];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (1 + i % (SIDE * SIDE)));
        return new ImageSet(pixels, new int[count], channels, SIDE, SIDE, 2);
    }

    private static float[] augmented(int seed, int epoch, int from, int to) {
        int[] numbers = IntStream.range(from, to).toArray();
        Batches batches = new Batches(equal(to, 1), to - from, numbers, seed, epoch, true);
        return batches.iterator().next().getFeatures().data().asFloat();
    }

    /** What the text of {@link Batches} says, pixel by pixel. */
    private static String variant(boolean mirrored, int down, int right) {
        float[] result = new float[SIDE * SIDE];
        for (int y = Math.max(0, -down); y < Math.min(SIDE, SIDE - down); y++) {
            for (int x = Math.max(0, -right); x < Math.min(SIDE, SIDE - right); x++) {
                result[(y + down) * SIDE + x + right] = (1 + y * SIDE + (mirrored ? SIDE - 1 - x : x)) / 255f;
            }
        }
        return Arrays.toString(result);
    }

    @Test
    void everyVariantIsAMirroredAndShiftedImageAndAllAreAboutAsFrequent() {
        Map<String, Integer> seen = new HashMap<>();
        for (int shift = 0; shift < 81; shift++) {
            seen.put(variant(false, shift / 9 - 4, shift % 9 - 4), 0);
            seen.put(variant(true, shift / 9 - 4, shift % 9 - 4), 0);
        }
        assertThat(seen).hasSize(162);
        float[] images = augmented(1, 1, 0, 16_200);
        for (int at = 0; at < images.length; at += SIDE * SIDE) {
            seen.merge(Arrays.toString(Arrays.copyOfRange(images, at, at + SIDE * SIDE)), 1, Integer::sum);
        }
        assertThat(seen).hasSize(162);
        // Chi-square with 161 degrees of freedom; a right generator is above 290 less than once in 10^8.
        double sum =
                seen.values().stream().mapToDouble(n -> (n - 100) * (n - 100)).sum();
        assertThat(sum / 100).isLessThan(290);
    }

    @Test
    void aVariantIsAFunctionOfSeedEpochAndNumberAloneForAllChannels() {
        float[] whole = augmented(3, 2, 100, 140);
        assertThat(augmented(3, 2, 117, 118)).isEqualTo(Arrays.copyOfRange(whole, 17 * SIDE * SIDE, 18 * SIDE * SIDE));
        assertThat(augmented(3, 3, 100, 140)).isNotEqualTo(whole);
        assertThat(augmented(4, 2, 100, 140)).isNotEqualTo(whole);
        ImageSet image = equal(1, 3);
        String before = image.fingerprint();
        DataSet batch = new Batches(image, 1, 5, 1, true).iterator().next();
        INDArray variant = batch.getFeatures().slice(0);
        assertThat(variant.slice(1)).isEqualTo(variant.slice(0));
        assertThat(variant.slice(2)).isEqualTo(variant.slice(0));
        assertThat(variant).isNotEqualTo(image.batch().getFeatures().slice(0));
        assertThat(image.fingerprint()).isEqualTo(before);
    }
}
