package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageFolderTest extends DataTest {
    private static final OptionalDouble USUAL = OptionalDouble.empty();
    private static final OptionalInt ALL = OptionalInt.empty();

    private void put(String name, byte[] content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    /** Images whose red is their number. */
    private void fill(String name, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            put(name + String.format("/%03d.png", i), Pictures.png(i, 1, 0));
        }
    }

    private void fillParts(String name, int train, int test) throws IOException {
        fill("train/" + name, train);
        fill("test/" + name, test);
    }

    private ImageData load(OptionalDouble fraction, OptionalInt train) {
        messages.clear();
        return new ImageFolder(folder, 4, 4, fraction, train).load(messages::add);
    }

    private ImageData load() {
        return load(USUAL, ALL);
    }

    private String assertRefused(String... parts) {
        return assertRefused(this::load, parts);
    }

    /** The reds. */
    private static int[] numbers(ImageSet images) {
        return IntStream.range(0, images.count())
                .map(i -> images.pixels()[i * images.length()])
                .toArray();
    }

    @Test
    void classesAndFilesAreInTheOrderOfTheirNamesAndLeftoversArePassedOver() throws Exception {
        fillParts("cat", 3, 3);
        fillParts("dog", 2, 2);
        fillParts("10", 1, 1);
        fillParts("9", 1, 1);
        for (String passedOver : List.of(
                "train/.hidden/x.txt",
                "train/README.md",
                "train/cat/.DS_Store",
                "train/cat/Thumbs.db",
                "__MACOSX/train/cat/000.png",
                "train/__MACOSX/cat/._000.png",
                "test/dog/__MACOSX/._1.png")) {
            put(passedOver, new byte[1]);
        }
        put("train/cat/ein Kätzchen #1 100%.PNG", Pictures.png(9, 1, 0));
        Files.createSymbolicLink(folder.resolve("train/dog/link.png"), folder.resolve("test/dog/000.png"));
        ImageData data = load();
        assertThat(data.classes()).containsExactly("10", "9", "cat", "dog");
        assertThat(data.train().labels()).containsExactly(0, 1, 2, 2, 2, 2, 3, 3, 3);
        assertThat(numbers(data.train())).containsExactly(0, 0, 0, 1, 2, 9, 0, 1, 0);
        assertThat(data.train().toString()).isEqualTo("9 images of 3 × 4 × 4 in 4 classes");
        assertThat(data.name()).isEqualTo("images of 4 classes in folders");
        assertThat(data.origin()).isEqualTo("class folders in " + folder);
        assertThat(messages)
                .containsExactly("Decoding the training images: 9 of 9", "Decoding the test images: 7 of 7");
        assertRefused(() -> load(OptionalDouble.of(0.3), ALL), "expected no test fraction, received 0.3");
    }

    @Test
    void aPlainFolderIsSplitClassByClassAndAlwaysAlike() throws Exception {
        fill("cat", 50);
        fill("dog", 20);
        fill("rat", 2);
        ImageData data = load();
        assertThat(count(data.train())).containsExactly(40, 16, 1);
        assertThat(count(data.test())).containsExactly(10, 4, 1);
        int[] tested = Arrays.copyOf(numbers(data.test()), 10);
        assertThat(tested).isSorted().isNotEqualTo(IntStream.range(0, 10).toArray());
        assertThat(Arrays.copyOf(numbers(data.train()), 40))
                .doesNotContain(tested)
                .doesNotHaveDuplicates();
        assertThat(data.origin()).isEqualTo("class folders in " + folder + "; 0.2 of each class drawn for testing");
        assertThat(load().test().fingerprint()).isEqualTo(data.test().fingerprint());
        assertThat(count(load(OptionalDouble.of(0.5), ALL).test())).containsExactly(25, 10, 1);
        for (double fraction : new double[] {0, 1, -1, Double.NaN}) {
            assertRefused(() -> load(OptionalDouble.of(fraction), ALL), "a test fraction between 0 and 1");
        }
        fill("solo", 1);
        assertRefused("Class folder " + folder.resolve("solo") + ": expected at least two images");
    }

    private static int[] count(ImageSet images) {
        int[] counts = new int[images.classes()];
        IntStream.of(images.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    @Test
    void onlyTheImagesThatAreDrawnAreDecodedAndTheyAreThoseOfALaterDraw() throws Exception {
        fillParts("cat", 3, 1);
        fillParts("dog", 2, 1);
        ImageData later = load().withTrain(3);
        ImageData drawn = load(USUAL, OptionalInt.of(3));
        assertThat(drawn.train().fingerprint()).isEqualTo(later.train().fingerprint());
        assertThat(drawn.origin()).isEqualTo(later.origin());
        assertThat(drawn.withTrain(3)).isSameAs(drawn);
        assertThat(load(USUAL, OptionalInt.of(6)).train().count()).isEqualTo(5);
        List<Integer> left = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        IntStream.of(ImageSet.draw(3, 5, 0)).boxed().forEach(left::remove);
        put(left.get(0) < 3 ? "train/cat/00" + left.get(0) + ".png" : "train/dog/000.png", new byte[1]);
        assertThat(load(USUAL, OptionalInt.of(3)).train().fingerprint())
                .isEqualTo(later.train().fingerprint());
        assertRefused("cannot be used: 1.");
    }

    @Test
    void unequalClassesAreSaidToBeSo() throws Exception {
        fillParts("cat", 20, 18);
        fillParts("dog", 2, 2);
        load();
        assertThat(messages.getFirst())
                .isEqualTo("Careful: the classes are unequal. Training images of cat: 20, of dog: 2; classes without"
                        + " any: 0. Who always answers cat is right for 18 of the 20 test images.");
        fillParts("elk", 1, 1);
        load(USUAL, OptionalInt.of(1));
        assertThat(messages.getFirst()).contains("Training images of cat: 1, of dog: 0; classes without any: 2.");
    }

    @Test
    void thereMayBeMoreThan128ClassesButNotMoreBytesThanAnArrayHolds() throws Exception {
        for (int c = 0; c < 140; c++) {
            fill(String.format("c%03d", c), 2);
        }
        ImageData data = load();
        assertThat(data.classes()).hasSize(140);
        assertThat(data.train().labels()).endsWith(137, 138, 139);
        messages.clear();
        assertRefused(
                () -> new ImageFolder(folder, 4096, 4096, USUAL, ALL).load(messages::add),
                "expected less than 2 GiB as bytes, found 140 images of 3 × 4096 × 4096");
        assertThat(messages).isEmpty();
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() throws Exception {
        fillParts("cat", 3, 3);
        fillParts("dog", 2, 2);
        for (int i = 0; i < 3; i++) {
            put("train/cat/broken" + i + ".png", new byte[i]);
        }
        put("test/dog/cut.jpg", Arrays.copyOf(Pictures.encode(Pictures.noise(40, 40, 1), "jpg"), 900));
        put("test/dog/notes.txt", new byte[1]);
        put("test/dog/picture.jp2", new byte[1]);
        put("test/dog/more/1.png", Pictures.png(1, 1, 1));
        Files.createSymbolicLink(folder.resolve("train/dog/gone.png"), folder.resolve("nowhere.png"));
        String refused = assertRefused("Files in " + folder + " that cannot be used: 8.");
        assertThat(refused.replace(folder + "/", ""))
                .contains("train/cat/broken0.png: expected an image that OpenCV can decode")
                .contains("train/cat/broken2.png: ", "test/dog/cut.jpg: expected a whole JPEG image")
                .containsPattern("test/dog/notes.txt: expected an image \\(.*found a file with another ending")
                .containsPattern("test/dog/picture.jp2: .*found a file with another ending")
                .containsPattern("test/dog/more: .*found a folder")
                .containsPattern("train/dog/gone.png: .*found a link to a file that is not there");
        for (int i = 0; i < 30; i++) {
            put("train/cat/bad" + i + ".png", new byte[1]);
        }
        assertThat(assertRefused("used: 38.").lines()).hasSize(1 + 20 + 1 + 1);
    }

    @Test
    void foldersThatAreNotAsTheyShouldBeAreSentences() throws Exception {
        assertRefused("Folder " + folder, "expected a folder of images for each class", "found no folder");
        fill("train/cat", 2);
        assertRefused("Folder " + folder.resolve("train"), "at least two", "found only cat");
        fill("train/dog", 2);
        assertRefused("Cannot read " + folder.resolve("test") + ": no such file");
        fill("test/cat", 2);
        fill("test/elk", 2);
        assertRefused("found dog only in " + folder.resolve("train"));
        fill("train/elk", 2);
        put("test/outside.png", new byte[1]);
        assertRefused("found outside.png outside of any");
        Files.createDirectories(folder.resolve("test/dog"));
        assertRefused("Class folder " + folder.resolve("test/dog") + ": expected images, found none");
    }

    @Test
    void composedAndDecomposedNamesAreTheSameClass() throws Exception {
        fill("train/caf\u00e9", 2);
        fill("test/cafe\u0301", 2);
        fillParts("bar", 2, 2);
        assertThat(load().classes()).containsExactly("bar", "caf\u00e9");
        fill("train/cafe\u0301", 2);
        assertRefused("expected each name once, found it twice");
    }

    @Test
    void namesThatTheSystemsEncodingDoesNotHaveAreASentence() throws Exception {
        fill("bar", 2);
        fill("grüne Äpfel", 2);
        assertThat(inAsciiProcess()).contains("a name in the encoding ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
        Files.move(folder.resolve("grüne Äpfel"), folder.resolve("apples"));
        put("apples/Äpfel.png", Pictures.png(9, 9, 9));
        assertThat(inAsciiProcess()).contains("loaded 3 and 2 images");
    }

    /** A process has one encoding of file names. */
    private String inAsciiProcess() throws IOException {
        ProcessBuilder builder = ownProcess(ImageFolderTest.class, folder);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public static void main(String[] args) {
        try {
            ImageData data = new ImageFolder(Path.of(args[0]), 4, 4, USUAL, ALL).load(message -> {});
            System.out.println(
                    "loaded " + data.train().count() + " and " + data.test().count() + " images");
        } catch (UserException e) {
            System.out.println(e.getMessage());
        }
    }
}
