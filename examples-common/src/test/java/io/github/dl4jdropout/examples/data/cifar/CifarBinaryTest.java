package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarBinaryTest {
    private final Map<String, byte[]> files = CifarFixture.batches();
    private final List<CifarBatch> known = CifarFixture.asOfficial(files);

    @TempDir
    Path directory;

    private CompactImages read() throws Exception {
        CifarFixture.write(directory, files);
        return new CifarBinary(directory, known, CifarFixture.IMAGES).read();
    }

    private void assertRefused(String file, String expectedAndFound) {
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + directory.resolve(file) + ":")
                .hasMessageContaining(expectedAndFound)
                .hasMessageContaining("Nothing was trained on it");
    }

    /** Other images under every name. */
    private void replaceAll() {
        files.replaceAll((name, content) -> {
            byte[] other = content.clone();
            other[7]++;
            return other;
        });
    }

    @Test
    void theOfficialFilesAreCifar10() throws Exception {
        CompactImages images = read();
        assertThat(images.name()).isEqualTo("CIFAR-10");
        assertThat(images.origin()).isEqualTo("binary files in " + directory);
        assertThat(images.classes()).isEqualTo(CifarRecordReader.CLASSES);
        assertThat(images.train().count()).isEqualTo(50);
        assertThat(images.test().count()).isEqualTo(10);
        assertThat(images.train().labels()[49]).isEqualTo((byte) 9);
        assertThat(images.train().pixels()[49 * 3072 + 5]).isEqualTo(CifarFixture.pixel(4, 9, 5));
        assertThat(images.test().pixels()[9 * 3072 + 3071]).isEqualTo(CifarFixture.pixel(5, 9, 3071));
    }

    @Test
    void otherDataInTheSameFormatIsNotCalledCifar10() throws Exception {
        replaceAll();
        assertThat(read().name()).isEqualTo("CIFAR-10 format data");
    }

    @Test
    void classNamesAreThoseThatLieBesideTheFiles() throws Exception {
        files.put("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n".getBytes());
        assertThat(read().classes()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void anotherNumberOfClassNamesIsRefused() {
        files.put("batches.meta.txt", "a\nb\n".getBytes());
        assertRefused("batches.meta.txt", "expected 10 class names, one a line, found 2 of them");
    }

    @Test
    void aMissingBatchIsNamedWithWhatIsThere() {
        files.remove("data_batch_3.bin");
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessage("Data directory " + directory + ": expected the files data_batch_1.bin, data_batch_2.bin, "
                        + "data_batch_3.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin, found "
                        + "data_batch_1.bin, data_batch_2.bin, data_batch_4.bin, data_batch_5.bin, test_batch.bin; "
                        + "missing: data_batch_3.bin.");
    }

    @Test
    void aFileThatIsCutOffBetweenTwoImagesIsRefused() {
        files.computeIfPresent("data_batch_2.bin", (name, content) -> Arrays.copyOf(content, 9 * 3073));
        assertRefused(
                "data_batch_2.bin", "expected 30730 bytes, 10 images of 3073, found 27657 bytes (the file is cut off)");
    }

    @Test
    void aFileThatIsTooLongIsRefused() {
        files.computeIfPresent("data_batch_2.bin", (name, content) -> Arrays.copyOf(content, 11 * 3073));
        assertRefused("data_batch_2.bin", "expected 30730 bytes, 10 images of 3073, found 33803 bytes.");
    }

    @Test
    void aLabelAboveNineIsRefused() {
        replaceAll();
        files.get("test_batch.bin")[3073] = 10;
        assertRefused("test_batch.bin", "expected labels from 0 to 9, found label 10 at image 1");
    }

    @Test
    void theTestBatchInThePlaceOfATrainingBatchIsNamedAsWhatItIs() {
        byte[] train = files.get("data_batch_1.bin");
        files.put("data_batch_1.bin", files.put("test_batch.bin", train));
        assertRefused(
                "data_batch_1.bin",
                "expected the content of data_batch_1.bin, found that of test_batch.bin (the files are swapped)");
    }

    @Test
    void oneFlippedBitInAnOfficialFileIsRefused() {
        files.get("data_batch_5.bin")[4000] ^= 1;
        assertRefused(
                "data_batch_5.bin",
                "expected CIFAR-10's data_batch_5.bin (SHA-1 " + known.get(4).sha1()
                        + ") as other files beside it are CIFAR-10's");
    }

    @Test
    void testingOnImagesThatWereTrainedOnIsRefused() {
        replaceAll();
        files.put("test_batch.bin", files.get("data_batch_4.bin"));
        assertRefused("test_batch.bin", "expected other images than those of data_batch_4.bin, found the same images");
    }
}
