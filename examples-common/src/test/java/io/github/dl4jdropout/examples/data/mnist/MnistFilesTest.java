package io.github.dl4jdropout.examples.data.mnist;

import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TEST_IMAGES;
import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TEST_LABELS;
import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TRAIN_IMAGES;
import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TRAIN_LABELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.ImageData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {
    private final Map<String, byte[]> official = IdxFixture.files(30, 20);
    private final List<MnistFile> known = IdxFixture.asOfficial(official);

    @TempDir
    Path directory;

    private ImageData read(Map<String, byte[]> files) throws Exception {
        IdxFixture.write(directory, files);
        return new MnistFiles(directory, known).read();
    }

    private void assertRefused(Map<String, byte[]> files, String file, String expectedAndFound) {
        ThrowingCallable reading = () -> read(files);
        assertThatThrownBy(reading)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + directory.resolve(file) + ":")
                .hasMessageContaining(expectedAndFound)
                .hasMessageContaining("Nothing was trained on it");
    }

    /** A sound set that is not the official one. */
    private static Map<String, byte[]> other() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(TRAIN_IMAGES, IdxFixture.images(40, 28, 28, 1));
        files.put(TRAIN_LABELS, IdxFixture.labels(40, 1));
        files.put(TEST_IMAGES, IdxFixture.images(10, 28, 28, 2));
        files.put(TEST_LABELS, IdxFixture.labels(10, 2));
        return files;
    }

    private static void swap(Map<String, byte[]> files, String one, String other) {
        byte[] kept = files.get(one);
        files.put(one, files.get(other));
        files.put(other, kept);
    }

    @Test
    void theOfficialFilesAreMnist() throws Exception {
        ImageData data = read(official);
        assertThat(data.name()).isEqualTo("MNIST");
        assertThat(data.synthetic()).isFalse();
        assertThat(data.origin()).isEqualTo("IDX files in " + directory);
        assertThat(data.train().getFeatures().shape()).containsExactly(30, 784);
        assertThat(data.test().getFeatures().shape()).containsExactly(20, 784);
        assertThat(data.train().getLabels().argMax(1).getInt(0)).isEqualTo(5);
        assertThat(data.test().getLabels().argMax(1).getInt(0)).isEqualTo(7);
    }

    @Test
    void gzippedFilesAreTheSameData() throws Exception {
        assertThat(read(IdxFixture.gzip(official)).name()).isEqualTo("MNIST");
    }

    @Test
    void otherDataInTheSameFormatIsNotCalledMnist() throws Exception {
        assertThat(read(other()).name()).isEqualTo("MNIST-format data");
    }

    @Test
    void aMissingFileIsNamedWithWhatIsThere() {
        official.remove(TEST_LABELS);
        assertThatThrownBy(() -> read(official))
                .isInstanceOf(DataException.class)
                .hasMessage("Data directory " + directory + ": expected the files train-images-idx3-ubyte, "
                        + "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each as it is or "
                        + "with .gz, found t10k-images-idx3-ubyte, train-images-idx3-ubyte, train-labels-idx1-ubyte; "
                        + "missing: t10k-labels-idx1-ubyte.");
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path nowhere = directory.resolve("nowhere");
        assertThatThrownBy(() -> new MnistFiles(nowhere, known).read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Data directory " + nowhere + ":")
                .hasMessageContaining("found no such directory;");
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> new MnistFiles(file, known).read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("found a file of that name;");
    }

    @Test
    void swappedImagesAreNamedByWhatTheyAre() {
        swap(official, TRAIN_IMAGES, TEST_IMAGES);
        assertRefused(
                official,
                TRAIN_IMAGES,
                "expected the content of train-images-idx3-ubyte, found that of t10k-images-idx3-ubyte (the files are "
                        + "swapped)");
    }

    @Test
    void swappedLabelsAreNamedByWhatTheyAre() {
        swap(official, TRAIN_LABELS, TEST_LABELS);
        assertRefused(official, TRAIN_LABELS, "found that of t10k-labels-idx1-ubyte");
    }

    @Test
    void labelsUnderTheNameOfImagesAreRefused() {
        swap(official, TRAIN_IMAGES, TRAIN_LABELS);
        assertRefused(official, TRAIN_IMAGES, "expected IDX images (magic number 2051), found IDX labels");
    }

    @Test
    void trainingAndTestFilesOfAnotherDataSetThatAreSwappedAreRefusedByTheirCounts() {
        Map<String, byte[]> files = other();
        swap(files, TRAIN_IMAGES, TEST_IMAGES);
        swap(files, TRAIN_LABELS, TEST_LABELS);
        assertRefused(files, TRAIN_IMAGES, "expected at least as many training images as test images (40), found 10");
    }

    @Test
    void imagesOfAnotherCountThanTheirLabelsAreRefused() {
        Map<String, byte[]> files = other();
        files.put(TEST_LABELS, IdxFixture.labels(11, 0));
        assertRefused(files, TEST_LABELS, "expected 10 labels, one for each image of t10k-images-idx3-ubyte, found 11");
    }

    @Test
    void testingOnTheTrainingImagesIsRefused() {
        Map<String, byte[]> files = other();
        files.put(TEST_IMAGES, files.get(TRAIN_IMAGES));
        files.put(TEST_LABELS, files.get(TRAIN_LABELS));
        assertRefused(files, TEST_IMAGES, "expected other images than those to train on, found the same images");
    }

    @Test
    void officialImagesWithOtherLabelsAreRefused() {
        official.get(TRAIN_LABELS)[8] ^= 1;
        assertRefused(official, TRAIN_LABELS, "found SHA-256 " + IdxFixture.sha256(official.get(TRAIN_LABELS)));
    }

    @Test
    void oneFlippedBitInAnOfficialImageIsRefused() {
        official.get(TEST_IMAGES)[5000] ^= 1;
        assertRefused(
                official,
                TEST_IMAGES,
                "expected MNIST's t10k-images-idx3-ubyte (SHA-256 "
                        + known.get(2).contentSha256() + ") as other files beside it are MNIST's");
    }

    @Test
    void imagesOfAnotherSizeAreRefused() {
        Map<String, byte[]> files = other();
        files.put(TRAIN_IMAGES, IdxFixture.images(40, 32, 32, 0));
        assertRefused(files, TRAIN_IMAGES, "expected images of 28 × 28, found images of 32 × 32");
    }
}
