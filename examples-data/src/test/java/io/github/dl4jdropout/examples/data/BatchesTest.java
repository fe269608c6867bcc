package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class BatchesTest {
    private static final ImageSet TWENTY = numbered(20);

    /** Image i is one pixel i. */
    private static ImageSet numbered(int count) {
        byte[] pixels = new byte[count];
        IntStream.range(0, count).forEach(i -> pixels[i] = (byte) i);
        return new ImageSet(pixels, new int[count], 1, 1, 1, 2);
    }

    private static int[] order(Batches batches) {
        return StreamSupport.stream(batches.spliterator(), false)
                .flatMapToInt(batch -> IntStream.of(
                        batch.getFeatures().ravel().muli(255).addi(0.5).toIntVector()))
                .toArray();
    }

    /** The orders are those that the state before this class had. */
    @Test
    void theOrderIsThatOfAllEarlierRuns() {
        assertThat(order(new Batches(TWENTY, 6, 1, 1, false)))
                .containsExactly(19, 16, 18, 6, 11, 3, 14, 1, 0, 4, 9, 8, 13, 15, 10, 17, 12, 5, 2, 7);
        assertThat(order(new Batches(numbered(12), 5, -7, 3, false)))
                .containsExactly(2, 11, 0, 9, 1, 7, 10, 6, 4, 8, 3, 5);
        assertThat(order(Batches.inOrder(TWENTY, 7)))
                .isEqualTo(IntStream.range(0, 20).toArray());
    }

    @Test
    void theLastBatchHoldsWhatIsLeft() {
        Batches batches = new Batches(TWENTY, 6, 1, 1, false);
        assertThat(batches.count()).isEqualTo(4);
        assertThat(batches).extracting(DataSet::numExamples).containsExactly(6, 6, 6, 2);
        var iterator = new Batches(TWENTY, 20, 1, 1, false).iterator();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> new Batches(TWENTY, 0, 1, 1, false)).hasMessageContaining("received 0");
    }

    private static final int SIDE = 11;

    /** One image many times; all pixels differ and none is black. */
    private static ImageSet equal(int count, int channels) {
        byte[] pixels = new byte[count * channels * SIDE * SIDE];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (1 + i % (SIDE * SIDE)));
        return new ImageSet(pixels, new int[count], channels, SIDE, SIDE, 2);
    }

    private static byte[] augmented(int seed, int epoch, int from, int to) {
        ImageSet images = equal(to - from, 1);
        new Augmentation(seed, epoch).apply(images, IntStream.range(from, to).toArray());
        return images.pixels();
    }

    /** What the text of {@link Augmentation} says, pixel by pixel. */
    private static String variant(boolean mirrored, int down, int right) {
        byte[] result = new byte[SIDE * SIDE];
        for (int y = Math.max(0, -down); y < Math.min(SIDE, SIDE - down); y++) {
            for (int x = Math.max(0, -right); x < Math.min(SIDE, SIDE - right); x++) {
                result[(y + down) * SIDE + x + right] = (byte) (1 + y * SIDE + (mirrored ? SIDE - 1 - x : x));
            }
        }
        return Arrays.toString(result);
    }

    @Test
    void everyVariantIsAMirroredAndShiftedImageAndAllAreAboutAsFrequent() {
        Map<String, Integer> seen = new HashMap<>();
        for (int down = -4; down <= 4; down++) {
            for (int right = -4; right <= 4; right++) {
                seen.put(variant(false, down, right), 0);
                seen.put(variant(true, down, right), 0);
            }
        }
        assertThat(seen).hasSize(162);
        byte[] images = augmented(1, 1, 0, 16_200);
        for (int at = 0; at < images.length; at += SIDE * SIDE) {
            String image = Arrays.toString(Arrays.copyOfRange(images, at, at + SIDE * SIDE));
            assertThat(seen).containsKey(image);
            seen.merge(image, 1, Integer::sum);
        }
        // Chi-square with 161 degrees of freedom; a right generator is above 290 less than once in 10^8.
        double chiSquare = seen.values().stream()
                .mapToDouble(n -> (n - 100) * (n - 100) / 100.0)
                .sum();
        assertThat(chiSquare).isLessThan(290);
    }

    @Test
    void aVariantIsAFunctionOfSeedEpochAndNumberAlone() {
        byte[] whole = augmented(3, 2, 100, 140);
        assertThat(augmented(3, 2, 117, 118)).isEqualTo(Arrays.copyOfRange(whole, 17 * SIDE * SIDE, 18 * SIDE * SIDE));
        assertThat(augmented(3, 3, 100, 140)).isNotEqualTo(whole);
        assertThat(augmented(4, 2, 100, 140)).isNotEqualTo(whole);
    }

    @Test
    void channelsMoveTogetherAndTheOriginalStaysAsItWas() {
        ImageSet image = equal(1, 3);
        String before = image.fingerprint();
        INDArray variant = new Batches(image, 1, 5, 1, true)
                .iterator()
                .next()
                .getFeatures()
                .slice(0);
        assertThat(variant.slice(1)).isEqualTo(variant.slice(0));
        assertThat(variant.slice(2)).isEqualTo(variant.slice(0));
        assertThat(variant).isNotEqualTo(image.batch().getFeatures().slice(0));
        assertThat(image.fingerprint()).isEqualTo(before);
    }
}
