package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AugmentationTest {
    private static final int CHANNELS = 3;
    private static final int HEIGHT = 7;
    private static final int WIDTH = 9;
    private static final int LENGTH = CHANNELS * HEIGHT * WIDTH;

    /** The same image n times, no pixel black. */
    private static byte[] image() {
        byte[] image = new byte[LENGTH];
        Random random = new Random(5);
        for (int i = 0; i < LENGTH; i++) {
            image[i] = (byte) (1 + random.nextInt(255));
        }
        return image;
    }

    private static INDArray batch(int n) {
        byte[] all = new byte[n * LENGTH];
        for (int i = 0; i < n; i++) {
            System.arraycopy(image(), 0, all, i * LENGTH, LENGTH);
        }
        return Pixels.ofBytes(all, n, CHANNELS, HEIGHT, WIDTH);
    }

    /** What the text of the class says, pixel by pixel. */
    private static byte[] expected(boolean mirrored, int down, int right) {
        byte[] image = image();
        byte[] result = new byte[LENGTH];
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int fromY = y - down;
                    int fromX = x - right;
                    if (fromY >= 0 && fromY < HEIGHT && fromX >= 0 && fromX < WIDTH) {
                        int column = mirrored ? WIDTH - 1 - fromX : fromX;
                        result[(c * HEIGHT + y) * WIDTH + x] = image[(c * HEIGHT + fromY) * WIDTH + column];
                    }
                }
            }
        }
        return result;
    }

    private static byte[][] split(INDArray batch) {
        byte[] all = new byte[Math.toIntExact(batch.length())];
        Pixels.bytes(batch).get(all);
        return IntStream.range(0, (int) batch.size(0))
                .mapToObj(i -> Arrays.copyOfRange(all, i * LENGTH, (i + 1) * LENGTH))
                .toArray(byte[][]::new);
    }

    private static byte[][] apply(Augmentation augmentation, int epoch, int... numbers) {
        return split(augmentation.apply(batch(numbers.length), numbers, epoch));
    }

    /** Of each image: mirrored, down, right. Fails if it is no variant at all. */
    private static List<String> variants(byte[][] images, int shift) {
        Map<String, String> names = new HashMap<>();
        for (int down = -shift; down <= shift; down++) {
            for (int right = -shift; right <= shift; right++) {
                for (boolean mirrored : new boolean[] {false, true}) {
                    names.put(Arrays.toString(expected(mirrored, down, right)), mirrored + " " + down + " " + right);
                }
            }
        }
        return Arrays.stream(images)
                .map(image -> names.getOrDefault(Arrays.toString(image), "none"))
                .toList();
    }

    private static Map<String, Long> counted(List<String> variants) {
        return variants.stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    @Test
    void everyVariantIsAMirroredAndShiftedImageAndAllAreAboutAsFrequent() {
        int draws = 5000;
        byte[][] images =
                apply(new Augmentation(true, 2, 1), 1, IntStream.range(0, draws).toArray());
        Map<String, Long> seen = counted(variants(images, 2));
        assertThat(seen).hasSize(50).doesNotContainKey("none");
        // Chi-square with 49 degrees of freedom; a draw of a right generator is above 130 once in 10^9.
        double expected = draws / 50.0;
        double chiSquare = seen.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(130);
    }

    @Test
    void eachPartCanBeSwitchedOffAndLeavesTheOtherAsItWas() {
        int[] numbers = IntStream.range(0, 200).toArray();
        List<String> both = variants(apply(new Augmentation(true, 1, 1), 1, numbers), 1);
        List<String> mirrored = variants(apply(new Augmentation(true, 0, 1), 1, numbers), 0);
        List<String> shifted = variants(apply(new Augmentation(false, 1, 1), 1, numbers), 1);
        assertThat(variants(apply(new Augmentation(false, 0, 1), 1, numbers), 0))
                .containsOnly("false 0 0");
        assertThat(counted(mirrored)).containsOnlyKeys("false 0 0", "true 0 0");
        assertThat(counted(shifted)).hasSize(9).doesNotContainKey("none");
        for (int i = 0; i < numbers.length; i++) {
            assertThat(both.get(i).split(" ")[0]).isEqualTo(mirrored.get(i).split(" ")[0]);
            assertThat(both.get(i)).endsWith(shifted.get(i).substring("false".length()));
        }
    }

    @Test
    void aVariantDependsOnSeedEpochAndNumberAndNotOnTheBatch() {
        var augmentation = new Augmentation(true, 3, 9);
        byte[][] together = apply(augmentation, 4, 0, 17, 123_456, 3);
        assertThat(apply(augmentation, 4, 17)[0]).isEqualTo(together[1]);
        assertThat(apply(new Augmentation(true, 3, 9), 4, 3, 123_456)[1]).isEqualTo(together[2]);
        int[] numbers = IntStream.range(0, 50).toArray();
        byte[][] images = apply(augmentation, 4, numbers);
        assertThat(Arrays.deepEquals(images, apply(augmentation, 5, numbers))).isFalse();
        assertThat(Arrays.deepEquals(images, apply(new Augmentation(true, 3, 10), 4, numbers)))
                .isFalse();
    }

    @Test
    void variantsAreTheSameOnEveryJdk() {
        assertThat(variants(apply(new Augmentation(true, 2, 1), 1, 0, 1, 2, 49_999), 2))
                .containsExactly("false -1 -1", "true -1 1", "true -1 0", "true -2 1");
    }

    @Test
    void theImagesGivenAreLeftAsTheyAre() {
        INDArray batch = batch(20);
        INDArray before = batch.dup();
        INDArray after =
                new Augmentation(true, 3, 9).apply(batch, IntStream.range(0, 20).toArray(), 1);
        assertThat(batch).isEqualTo(before);
        assertThat(after.dataType()).isEqualTo(DataType.UINT8);
        assertThat(after.shape()).containsExactly(20, CHANNELS, HEIGHT, WIDTH);
    }

    @Test
    void whatCannotBeAugmentedIsRefused() {
        var augmentation = new Augmentation(true, 3, 9);
        assertThatThrownBy(() -> augmentation.apply(Nd4j.zeros(DataType.FLOAT, 1, 3, 7, 9), new int[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Type of images: expected UBYTE, received FLOAT.");
        assertThatThrownBy(() -> augmentation.apply(batch(2), new int[3], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Images to augment: expected [3, C, H, W], one image for each number, received "
                        + "[2, 3, 7, 9].");
        assertThatThrownBy(() -> new Augmentation(true, 7, 9).apply(batch(1), new int[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Largest shift of an image: expected less than its 7 × 9 pixels, received 7.");
        assertThatThrownBy(() -> new Augmentation(true, -1, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Largest shift of an image: expected 0 pixels or more, received -1.");
    }
}
