package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageFolderTest extends FolderOfImages {
    @Test
    void classesAndFilesAreInTheOrderOfTheirNames() throws Exception {
        parted();
        fill("train/", "10", 3, 1);
        fill("test/", "10", 3, 1);
        fill("train/", "9", 3, 1);
        fill("test/", "9", 3, 1);
        ImageData data = load();
        assertThat(data.classes()).containsExactly("10", "9", "cat", "dog");
        assertThat(data.train().labels()).containsExactly(0, 1, 2, 2, 2, 3, 3);
        assertThat(numbers(data.train())).containsExactly(0, 0, 0, 1, 2, 0, 1);
        assertThat(data.train().toString()).isEqualTo("7 images of 3 × 4 × 4 in 4 classes");
        assertThat(data.name()).isEqualTo("images of 4 classes in folders");
        assertThat(data.origin()).isEqualTo("class folders in " + folder);
        assertThat(messages)
                .containsExactly("Decoding the training images: 7 of 7", "Decoding the test images: 7 of 7");
    }

    @Test
    void aPlainFolderIsSplitClassByClassAndAlwaysAlike() throws Exception {
        fill("", "cat", 1, 50);
        fill("", "dog", 2, 20);
        fill("", "rat", 3, 2);
        ImageData data = load();
        assertThat(IntStream.range(0, 3).mapToLong(c -> count(data.train(), c))).containsExactly(40L, 16L, 1L);
        assertThat(IntStream.range(0, 3).mapToLong(c -> count(data.test(), c))).containsExactly(10L, 4L, 1L);
        Set<Integer> cats = new HashSet<>(numbers(data.train()).subList(0, 40));
        cats.addAll(numbers(data.test()).subList(0, 10));
        assertThat(cats).hasSize(50);
        assertThat(numbers(data.test()).subList(0, 10)).isSorted().isNotEqualTo(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertThat(data.origin()).isEqualTo("class folders in " + folder + "; 0.2 of each class drawn for testing");
        assertThat(load().test().fingerprint()).isEqualTo(data.test().fingerprint());
        ImageData half = of(OptionalDouble.of(0.5), OptionalInt.empty()).load(messages::add);
        assertThat(half.test().count()).isEqualTo(25 + 10 + 1);
    }

    private static long count(ImageSet images, int label) {
        return IntStream.of(images.labels()).filter(l -> l == label).count();
    }

    @Test
    void aClassOfOneImageCannotBeSplit() throws Exception {
        fill("", "cat", 1, 5);
        fill("", "dog", 2, 1);
        assertRefused("Class folder " + folder.resolve("dog") + ": expected at least two images");
    }

    @Test
    void aTestFractionForAFolderWithTestImagesIsRefused() throws Exception {
        parted();
        assertThatThrownBy(() -> of(OptionalDouble.of(0.3), OptionalInt.empty()).load(messages::add))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("expected no test fraction, received 0.3");
        for (double fraction : new double[] {0, 1, -1, Double.NaN}) {
            assertThatThrownBy(() -> of(OptionalDouble.of(fraction), OptionalInt.empty()))
                    .isInstanceOf(UserException.class);
        }
    }

    @Test
    void onlyTheImagesThatAreDrawnAreDecodedAndTheyAreThoseOfALaterDraw() throws Exception {
        parted();
        ImageData all = load();
        ImageData drawn = of(OptionalDouble.empty(), OptionalInt.of(3)).load(messages::add);
        assertThat(drawn.train().fingerprint())
                .isEqualTo(all.withTrain(3).train().fingerprint());
        assertThat(drawn.origin()).isEqualTo(all.withTrain(3).origin());
        assertThat(drawn.withTrain(3)).isSameAs(drawn);
        int left = IntStream.range(0, 5)
                .filter(i -> IntStream.of(ImageSet.draw(3, 5, 0)).noneMatch(d -> d == i))
                .findFirst()
                .orElseThrow();
        put(left < 3 ? "train/cat/00" + left + ".png" : "train/dog/00" + (left - 3) + ".png", new byte[1]);
        assertThat(of(OptionalDouble.empty(), OptionalInt.of(3))
                        .load(messages::add)
                        .train()
                        .fingerprint())
                .isEqualTo(drawn.train().fingerprint());
        assertRefused("cannot be used: 1.");
        assertThatThrownBy(() -> of(OptionalDouble.empty(), OptionalInt.of(6)).load(messages::add))
                .as("more than there are: all of them")
                .hasMessageContaining("cannot be used: 1.");
    }

    @Test
    void unequalClassesAreSaidToBeSo() throws Exception {
        fill("train/", "cat", 1, 20);
        fill("test/", "cat", 1, 18);
        fill("train/", "dog", 2, 2);
        fill("test/", "dog", 2, 2);
        load();
        assertThat(messages.get(0))
                .isEqualTo("Careful: the classes are unequal. Training images of cat: 20, of dog: 2; classes without"
                        + " any: 0. Who always answers cat is right for 18 of the 20 test images.");
        fill("train/", "elk", 2, 1);
        fill("test/", "elk", 2, 1);
        messages.clear();
        of(OptionalDouble.empty(), OptionalInt.of(1)).load(messages::add);
        assertThat(messages.get(0)).contains("Training images of cat: 1, of dog: 0; classes without any: 2.");
    }

    @Test
    void moreThan128ClassesAreRead() throws Exception {
        for (int c = 0; c < 140; c++) {
            fill("", String.format("c%03d", c), c, 2);
        }
        ImageData data = load();
        assertThat(data.classes()).hasSize(140);
        assertThat(data.train().labels()).endsWith(137, 138, 139);
    }

    @Test
    void moreThanAnArrayHoldsIsRefusedBeforeAnythingIsDecoded() throws Exception {
        fill("", "cat", 1, 30);
        fill("", "dog", 1, 30);
        assertThatThrownBy(() -> new ImageFolder(folder, 4096, 4096, OptionalDouble.empty(), OptionalInt.empty())
                        .load(messages::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("expected less than 2 GiB as bytes, found 48 images of 3 × 4096 × 4096");
        assertThat(messages).isEmpty();
    }
}
