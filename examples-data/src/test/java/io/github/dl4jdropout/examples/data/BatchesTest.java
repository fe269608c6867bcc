package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class BatchesTest {
    private static final ImageSet TWENTY = numbered(20);

    /** Image i is one pixel i. */
    private static ImageSet numbered(int count) {
        byte[] pixels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[i] = (byte) i;
        }
        return ImageSet.of(pixels, new int[count], 1, 1, 1, 2);
    }

    private static List<Integer> order(Iterable<DataSet> batches) {
        List<Integer> order = new ArrayList<>();
        for (DataSet batch : batches) {
            for (float value : batch.getFeatures().ravel().toFloatVector()) {
                order.add(Math.round(value * 255));
            }
        }
        return order;
    }

    /** The orders are those that the state before this class had. */
    @Test
    void theOrderIsThatOfAllEarlierRuns() {
        assertThat(order(new Batches(TWENTY, 6, 1, 1, false)))
                .containsExactly(19, 16, 18, 6, 11, 3, 14, 1, 0, 4, 9, 8, 13, 15, 10, 17, 12, 5, 2, 7);
        assertThat(order(new Batches(numbered(12), 5, -7, 3, false)))
                .containsExactly(2, 11, 0, 9, 1, 7, 10, 6, 4, 8, 3, 5);
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

    @Test
    void forEvaluationTheImagesStandInOrder() {
        assertThat(order(Batches.inOrder(TWENTY, 7)))
                .isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    private static final int SIDE = 11;

    /** One image many times; all pixels differ and none is black. */
    private static ImageSet equal(int count) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (1 + i % (SIDE * SIDE));
        }
        return ImageSet.of(pixels, new int[count], 1, SIDE, SIDE, 2);
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
        int draws = 16_200;
        ImageSet images = equal(draws);
        new Augmentation(1, 1).apply(images, IntStream.range(0, draws).toArray());
        for (int i = 0; i < draws; i++) {
            String image = Arrays.toString(images.chosen(i).pixels());
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
        ImageSet whole = equal(40);
        new Augmentation(3, 2).apply(whole, IntStream.range(100, 140).toArray());
        ImageSet alone = equal(1);
        new Augmentation(3, 2).apply(alone, 117);
        assertThat(alone.pixels()).isEqualTo(whole.chosen(17).pixels());
        ImageSet otherEpoch = equal(40);
        new Augmentation(3, 3).apply(otherEpoch, IntStream.range(100, 140).toArray());
        assertThat(otherEpoch.pixels()).isNotEqualTo(whole.pixels());
        ImageSet otherSeed = equal(40);
        new Augmentation(4, 2).apply(otherSeed, IntStream.range(100, 140).toArray());
        assertThat(otherSeed.pixels()).isNotEqualTo(whole.pixels());
    }

    @Test
    void channelsMoveTogetherAndTheOriginalStaysAsItWas() {
        byte[] plane = equal(1).pixels();
        byte[] colour = new byte[3 * plane.length];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = plane[i % plane.length];
        }
        ImageSet image = ImageSet.of(colour, new int[] {0}, 3, SIDE, SIDE, 2);
        String before = image.fingerprint();
        DataSet batch = new Batches(image, 1, 5, 1, true).iterator().next();
        float[][][] channels = new float[3][][];
        for (int c = 0; c < 3; c++) {
            channels[c] = batch.getFeatures().slice(0).slice(c).toFloatMatrix();
        }
        assertThat(channels[1]).isEqualTo(channels[0]);
        assertThat(channels[2]).isEqualTo(channels[0]);
        assertThat(batch.getFeatures()).isNotEqualTo(image.batch().getFeatures());
        assertThat(image.fingerprint()).isEqualTo(before);
    }
}
