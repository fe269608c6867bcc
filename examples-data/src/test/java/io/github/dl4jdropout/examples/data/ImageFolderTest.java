package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path folder;

    private final List<String> messages = new ArrayList<>();

    private Path put(String name, byte[] content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    /** Images whose red is their number; the green of the class. */
    private void fill(String part, String name, int green, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            put(part + name + "/" + String.format("%03d", i) + ".png", Pictures.png(i, green, 0));
        }
    }

    private void parted() throws IOException {
        for (String part : new String[] {"train/", "test/"}) {
            fill(part, "cat", 1, 3);
            fill(part, "dog", 2, 2);
        }
    }

    private ImageFolder of(OptionalDouble fraction, OptionalInt train) {
        return new ImageFolder(folder, 4, 4, fraction, train);
    }

    private ImageData load() throws IOException {
        return of(OptionalDouble.empty(), OptionalInt.empty()).load(messages::add);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::load)
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContainingAll(parts);
    }

    /** The reds. */
    private static List<Integer> numbers(ImageSet images) {
        return IntStream.range(0, images.count())
                .mapToObj(i -> Byte.toUnsignedInt(images.pixels()[i * images.length()]))
                .toList();
    }

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
    void whatFileManagersAndArchivesLeaveBehindIsPassedOver() throws Exception {
        parted();
        put("train/.hidden/x.txt", new byte[1]);
        put("train/README.md", new byte[1]);
        put("train/cat/.DS_Store", new byte[1]);
        put("train/cat/Thumbs.db", new byte[1]);
        put("__MACOSX/train/cat/000.png", new byte[1]);
        put("train/__MACOSX/cat/._000.png", new byte[1]);
        put("test/dog/__MACOSX/._1.png", new byte[1]);
        put("train/cat/ein Kätzchen #1 100%.PNG", Pictures.png(9, 1, 0));
        Files.createSymbolicLink(folder.resolve("train/dog/link.png"), folder.resolve("test/dog/000.png"));
        ImageData data = load();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(numbers(data.train())).containsExactly(0, 1, 2, 9, 0, 1, 0);
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
                .hasMessageContaining("expected 1 to 5");
    }

    @Test
    void unequalClassesAreSaidToBeSo() throws Exception {
        fill("train/", "cat", 1, 20);
        fill("test/", "cat", 1, 18);
        fill("train/", "dog", 2, 2);
        fill("test/", "dog", 2, 2);
        load();
        assertThat(messages.get(0))
                .isEqualTo(
                        "Careful: the classes are unequal. Training images of cat: 20, of dog: 2. Who always answers cat is"
                                + " wrong for 10.00 % of the test images.");
        fill("train/", "elk", 2, 1);
        fill("test/", "elk", 2, 1);
        messages.clear();
        of(OptionalDouble.empty(), OptionalInt.of(1)).load(messages::add);
        assertThat(messages.get(0)).contains("Training images of cat: 1, of dog: 0, and none of 1 others.");
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() throws Exception {
        parted();
        for (int i = 0; i < 3; i++) {
            put("train/cat/broken" + i + ".png", new byte[i]);
        }
        put("test/dog/cut.jpg", Arrays.copyOf(Pictures.encode(Pictures.noise(40, 40, 1), "jpg"), 900));
        put("test/dog/notes.txt", new byte[1]);
        put("test/dog/picture.jp2", new byte[1]);
        put("test/dog/more/1.png", Pictures.png(1, 1, 1));
        Files.createSymbolicLink(folder.resolve("train/dog/gone.png"), folder.resolve("nowhere.png"));
        assertRefused(
                "cannot be used: 8.",
                folder.resolve("train/cat/broken0.png") + ": expected an image that OpenCV can decode",
                folder.resolve("train/cat/broken2.png") + ": ",
                folder.resolve("test/dog/cut.jpg") + ": expected a whole JPEG image",
                folder.resolve("test/dog/notes.txt") + ": expected an image (",
                "found a file with another ending",
                folder.resolve("test/dog/picture.jp2") + ": ",
                folder.resolve("test/dog/more") + ": ",
                "found a folder",
                folder.resolve("train/dog/gone.png") + ": ",
                "found a link to a file that is not there");
        for (int i = 0; i < 30; i++) {
            put("train/cat/bad" + i + ".png", new byte[1]);
        }
        assertThatThrownBy(this::load)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1 + 20 + 1 + 1));
    }

    @Test
    void anImageThatVanishesIsNamed() {
        assertThatThrownBy(() -> Decoder.decode(folder.resolve("gone.png"), 4, 4))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(UserException.reason(e)).isEqualTo("no such file"));
    }

    @Test
    void foldersThatAreNotAsTheyShouldBeAreSentences() throws Exception {
        assertRefused("Folder " + folder, "expected a folder of images for each class", "found no folder");
        fill("train/", "cat", 1, 2);
        assertRefused("Folder " + folder.resolve("train"), "at least two", "found only cat");
        fill("train/", "dog", 2, 2);
        assertRefused("Cannot read folder " + folder.resolve("test") + ": no such file");
        fill("test/", "cat", 1, 2);
        fill("test/", "elk", 1, 2);
        assertRefused("found dog only in " + folder.resolve("train"));
        fill("train/", "elk", 1, 2);
        Files.createDirectories(folder.resolve("test/dog"));
        assertRefused("Class folder " + folder.resolve("test/dog") + ": expected images, found none");
        put("test/outside.png", Pictures.png(1, 2, 3));
        assertRefused("found outside.png outside of any");
        Path file = put("file", new byte[1]);
        assertThatThrownBy(() ->
                        new ImageFolder(file, 4, 4, OptionalDouble.empty(), OptionalInt.empty()).load(messages::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Cannot read folder " + file);
    }

    @Test
    void composedAndDecomposedNamesAreTheSameClass() throws Exception {
        fill("train/", "caf\u00e9", 1, 2);
        fill("test/", "cafe\u0301", 1, 2);
        fill("train/", "bar", 2, 2);
        fill("test/", "bar", 2, 2);
        assertThat(load().classes()).containsExactly("bar", "caf\u00e9");
        fill("train/", "cafe\u0301", 1, 2);
        assertRefused("expected each name once, found it twice");
    }

    /** In a process of its own, because a process has one encoding of file names. */
    @Test
    void namesThatTheSystemsEncodingDoesNotHaveAreASentence() throws Exception {
        fill("", "bar", 1, 2);
        fill("", "grüne Äpfel", 2, 2);
        String output = inAsciiProcess();
        assertThat(output)
                .contains("expected a name in the encoding ANSI_X3.4-1968")
                .contains("LC_ALL=C.UTF-8");
        Files.move(folder.resolve("grüne Äpfel"), folder.resolve("apples"));
        put("apples/Äpfel.png", Pictures.png(9, 9, 9));
        assertThat(inAsciiProcess()).contains("loaded 5 images");
    }

    private String inAsciiProcess() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                folder.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static final class Loading {
        private Loading() {}

        public static void main(String[] args) throws IOException {
            try {
                ImageData data = new ImageFolder(Path.of(args[0]), 4, 4, OptionalDouble.empty(), OptionalInt.empty())
                        .load(message -> {});
                System.out.println(
                        "loaded " + (data.train().count() + data.test().count()) + " images");
            } catch (UserException e) {
                System.out.println(e.getMessage());
            }
        }
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
