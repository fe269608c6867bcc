package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;

class ImageFolderTest extends DataTest {
    private static final OptionalDouble USUAL = OptionalDouble.empty();
    private static final OptionalInt ALL = OptionalInt.empty();

    /** Makes folders of images whose red is their number: "train/cat 3" has three. */
    private void fill(String specs) throws IOException {
        for (String spec : specs.split(", ")) {
            String[] words = spec.split(" ");
            for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                put(words[0] + String.format("/%03d.png", i), png(i));
            }
        }
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

    private static int[] reds(ImageSet images) {
        int[] reds = new int[images.count()];
        Arrays.setAll(reds, i -> images.pixels()[i * images.length()]);
        return reds;
    }

    @Test
    void classesAndFilesAreInTheOrderOfTheirNamesAndLeftoversArePassedOver() throws Exception {
        fill("train/cat 3, test/cat 3, train/dog 2, test/dog 2, train/10 1, test/10 1, train/9 1, test/9 1");
        String leftovers = "train/.hidden/x.txt train/README.md train/cat/.DS_Store train/cat/Thumbs.db"
                + " __MACOSX/train/cat/000.png train/__MACOSX/cat/._000.png test/dog/__MACOSX/._1.png";
        for (String passedOver : leftovers.split(" ")) {
            put(passedOver, new byte[1]);
        }
        put("train/cat/ein Kätzchen #1 100%.PNG", png(9));
        Files.createSymbolicLink(folder.resolve("train/dog/link.png"), folder.resolve("test/dog/000.png"));
        ImageData data = load();
        assertThat(data.classes()).containsExactly("10", "9", "cat", "dog");
        assertThat(data.train().labels()).containsExactly(0, 1, 2, 2, 2, 2, 3, 3, 3);
        assertThat(reds(data.train())).containsExactly(0, 0, 0, 1, 2, 9, 0, 1, 0);
        assertThat(data.name()).isEqualTo("images of 4 classes in folders");
        assertThat(data.origin()).isEqualTo("class folders in " + folder);
        assertThat(messages)
                .containsExactly("Decoding the training images: 9 of 9", "Decoding the test images: 7 of 7");
        assertRefused(() -> load(OptionalDouble.of(0.3), ALL), "expected no test fraction, received 0.3");
    }

    @Test
    void aPlainFolderIsSplitClassByClassAndAlwaysAlikeIfItsImagesFitIntoAnArray() throws Exception {
        fill("cat 10, dog 5, rat 2");
        ImageData data = load();
        assertThat(data.train().labels()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2);
        assertThat(data.test().labels()).containsExactly(0, 0, 1, 2);
        int[] tested = Arrays.copyOf(reds(data.test()), 2);
        assertThat(tested).isSorted().isNotEqualTo(new int[] {0, 1});
        int[] trained = Arrays.copyOf(reds(data.train()), 8);
        assertThat(trained).doesNotContain(tested).doesNotHaveDuplicates();
        assertThat(data.origin()).isEqualTo("class folders in " + folder + "; 0.2 of each class drawn for testing");
        assertThat(load().test().fingerprint()).isEqualTo(data.test().fingerprint());
        assertThat(load(OptionalDouble.of(0.5), ALL).test().labels()).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 2);
        for (double fraction : new double[] {0, 1, -1, Double.NaN}) {
            assertRefused(() -> load(OptionalDouble.of(fraction), ALL), "a test fraction between 0 and 1");
        }
        fill("elk 60");
        ImageFolder large = new ImageFolder(folder, 4096, 4096, USUAL, ALL);
        assertRefused(() -> large.load(message -> {}), "less than 2 GiB as bytes, found 61 images of 3 × 4096 × 4096");
        fill("solo 1");
        assertRefused("Class folder " + folder.resolve("solo") + ": expected at least two images");
    }

    @Test
    void onlyTheImagesThatAreDrawnAreDecodedAndTheyAreThoseOfALaterDraw() throws Exception {
        fill("train/cat 3, test/cat 1, train/dog 2, test/dog 1");
        ImageData later = load().withTrain(3);
        ImageData drawn = load(USUAL, OptionalInt.of(3));
        assertThat(drawn.train().fingerprint()).isEqualTo(later.train().fingerprint());
        assertThat(later.train().fingerprint())
                .isEqualTo(load().train().subset(3, 0).fingerprint());
        assertThat(drawn.withTrain(3)).isSameAs(drawn);
        assertThat(drawn.origin()).isEqualTo(later.origin()).endsWith("; 3 of 5 training images, drawn with seed 0");
        assertThat(load(USUAL, OptionalInt.of(6)).train().count()).isEqualTo(5);
        int left = ArrayUtils.removeElements(new int[] {0, 1, 2, 3, 4}, ImageSet.draw(3, 5, 0))[0];
        put(left < 3 ? "train/cat/00" + left + ".png" : "train/dog/00" + (left - 3) + ".png", new byte[1]);
        ImageSet again = load(USUAL, OptionalInt.of(3)).train();
        assertThat(again.fingerprint()).isEqualTo(later.train().fingerprint());
        assertRefused("cannot be used: 1.");
    }

    @Test
    void unequalClassesAreSaidToBeSo() throws Exception {
        fill("train/cat 20, test/cat 18, train/dog 2, test/dog 2");
        load();
        assertThat(messages.getFirst()).endsWith("Who always answers cat is right for 18 of the 20 test images.");
        fill("train/elk 1, test/elk 1");
        load(USUAL, OptionalInt.of(1));
        assertThat(messages.getFirst()).contains("Training images of cat: 1, of dog: 0; classes without any: 2.");
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() throws Exception {
        fill("train/cat 3, test/cat 3, train/dog 2, test/dog 2, test/dog/more 1");
        put("train/cat/broken.png", new byte[2]);
        put("test/dog/cut.jpg", Arrays.copyOf(encode(noise(40, 40, 1), "jpg"), 900));
        put("test/dog/notes.txt", new byte[1]);
        Files.createSymbolicLink(folder.resolve("train/dog/gone.png"), folder.resolve("nowhere.png"));
        String refused = assertRefused("Files in " + folder + " that cannot be used: 5.");
        String names = refused.replace(folder + "/", "").replaceAll(" \\(.*\\)| - .*", "");
        assertThat(names.lines().skip(1))
                .containsExactly(
                        "  test/dog/cut.jpg: expected a whole JPEG image, found: Truncated File",
                        "  test/dog/more: expected an image, found a folder",
                        "  test/dog/notes.txt: expected an image, found a file with another ending",
                        "  train/cat/broken.png: expected an image that OpenCV can decode, found none",
                        "  train/dog/gone.png: expected an image, found a link to a file that is not there",
                        "Nothing was trained on the others; replace or remove these.");
        for (int i = 0; i < 30; i++) {
            put("train/cat/bad" + i + ".png", new byte[1]);
        }
        assertThat(assertRefused("used: 35.").lines()).hasSize(1 + 20 + 1 + 1);
    }

    @Test
    void foldersThatAreNotAsTheyShouldBeAreSentences() throws Exception {
        assertRefused("Folder " + folder, "expected a folder of images for each class", "found no folder");
        fill("train/cat 2");
        assertRefused("Folder " + folder.resolve("train"), "at least two", "found only cat");
        fill("train/dog 2");
        assertRefused("Cannot read " + folder.resolve("test") + ": no such file");
        fill("test/cat 2, test/elk 2");
        assertRefused("found dog only in " + folder.resolve("train"));
        fill("train/elk 2");
        put("test/outside.png", new byte[1]);
        assertRefused("found outside.png outside of any");
        Files.createDirectories(folder.resolve("test/dog"));
        assertRefused("Class folder " + folder.resolve("test/dog") + ": expected images, found none");
    }

    @Test
    void namesAreReadInEveryEncodingOrRefused() throws Exception {
        fill("bar 2, apples 2");
        put("apples/Äpfel.png", png(9));
        assertThat(inAsciiProcess()).endsWith("Decoding the test images: 2 of 2\n");
        fill("caf\u00e9 2");
        assertThat(inAsciiProcess()).contains("a name in the encoding ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
        fill("cafe\u0301 2");
        assertRefused("expected each name once, found it twice");
        fill("train/caf\u00e9 2, test/cafe\u0301 2, train/bar 2, test/bar 2");
        assertThat(load().classes()).containsExactly("bar", "caf\u00e9");
    }

    /** A process has one encoding of file names. */
    private String inAsciiProcess() throws IOException {
        Process process = ownProcess(ImageFolderTest.class, folder);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    public static void main(String[] args) {
        new ImageFolder(Path.of(args[0]), 4, 4, USUAL, ALL).load(System.out::println);
    }
}
