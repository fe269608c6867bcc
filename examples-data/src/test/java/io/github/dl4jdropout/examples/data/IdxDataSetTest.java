package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class IdxDataSetTest {
    private static final String NOWHERE = "http://127.0.0.1:9/";
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    @TempDir
    private Path dl4j;

    private final List<String> messages = new ArrayList<>();
    private final IdxFixture fixture = new IdxFixture(20, 7, 3);
    private final IdxDataSet tiny = fixture.dataSet("", NOWHERE);

    @BeforeEach
    void cutDl4jOff() {
        DL4JResources.setBaseDirectory(dl4j.toFile());
        DL4JResources.setBaseDownloadURL(NOWHERE);
    }

    @AfterEach
    void restore() {
        DL4JResources.resetBaseDirectoryLocation();
        DL4JResources.setBaseDownloadURL("https://dl4jdata.blob.core.windows.net/");
        System.clearProperty(Download.MIRRORS);
    }

    private ImageData read() throws Exception {
        return tiny.source(Optional.of(folder)).load(messages::add);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read)
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void plainAndGzippedFilesAreRead() throws Exception {
        fixture.write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), IdxFixture.gzip(fixture.files.get(TRAIN_IMAGES)));
        ImageData data = read();
        assertThat(data.name()).isEqualTo("Tiny");
        assertThat(data.origin()).isEqualTo("IDX files in " + folder);
        assertThat(data.train().toString()).isEqualTo("20 images of 1 × 28 × 28 in 10 classes");
        assertThat(data.train().labels()).startsWith(3, 4, 5);
        assertThat(data.train().pixels()).startsWith(3, 4, 5).hasSize(20 * 784);
        assertThat(data.test().labels()).containsExactly(4, 5, 6, 7, 8, 9, 0);
    }

    @Test
    void aFileThatIsCutOffOrHasOneFlippedBitIsNamed() throws Exception {
        for (Map.Entry<String, byte[]> file : fixture.files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            byte[] flipped = file.getValue().clone();
            flipped[flipped.length - 1] ^= 1;
            for (byte[] content : List.of(flipped, Arrays.copyOf(flipped, 5), new byte[0])) {
                fixture.write(folder);
                Files.write(path, content);
                assertRefused(path.toString(), "a cut off, damaged or other file");
            }
            fixture.write(folder);
        }
        Files.delete(folder.resolve(TRAIN_IMAGES));
        byte[] gzip = IdxFixture.gzip(fixture.files.get(TRAIN_IMAGES));
        Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), Arrays.copyOf(gzip, gzip.length / 2));
        assertRefused(TRAIN_IMAGES + ".gz", "expected an intact gzip stream, found a cut off or damaged one");
    }

    @Test
    void swappedFilesAreSaidToBeSo() throws Exception {
        fixture.write(folder);
        Files.write(folder.resolve(TEST_LABELS), fixture.files.get("train-labels-idx1-ubyte"));
        assertRefused(TEST_LABELS, "expected Tiny's " + TEST_LABELS, "the content of Tiny's train-labels-idx1-ubyte");
    }

    @Test
    void missingFilesAreAllNamed() throws Exception {
        assertRefused("Folder " + folder, "missing: " + String.join(", ", fixture.files.keySet()));
        fixture.write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.delete(folder.resolve(TEST_LABELS));
        assertRefused("missing: " + TRAIN_IMAGES + ", " + TEST_LABELS + ".");
    }

    @Test
    void aFolderThatBearsTheNameOfAFileIsASentence() throws Exception {
        fixture.write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.createDirectory(folder.resolve(TRAIN_IMAGES));
        assertRefused(TRAIN_IMAGES, "expected a file, found a folder of that name");
        Files.createDirectory(dl4j.resolve(TRAIN_IMAGES + ".gz"));
        assertThatThrownBy(() -> tiny.source(Optional.empty()).load(messages::add))
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContaining("found a folder of that name");
    }

    @Test
    void withoutANetworkTheDataIsAbsentAndTheWaysToGetItAreTold() {
        assertThatThrownBy(() -> tiny.source(Optional.empty()).load(messages::add))
                .isInstanceOf(UserException.Absent.class)
                .hasMessageContainingAll(
                        "Tiny is not at hand. Could not download " + TRAIN_IMAGES + ".gz", "cannot be reached")
                .hasMessageContainingAll("--data-dir", dl4j.toString(), "-D" + Download.MIRRORS + "=URL");
    }

    @Test
    void aWrongFileInDl4jsFolderIsNotReplaced() throws Exception {
        fixture.write(dl4j);
        Files.write(dl4j.resolve(TEST_LABELS), new byte[3]);
        assertThatThrownBy(() -> tiny.install(messages::add))
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContaining(TEST_LABELS);
        assertThat(Files.size(dl4j.resolve(TEST_LABELS))).isEqualTo(3);
    }

    /** DL4J's own iterator, whose host is gone, reads what was installed here. It insists on this number of test images. */
    @Test
    void dl4jFindsTheFiles() throws Exception {
        IdxFixture big = new IdxFixture(10_000, 10_000, 0);
        try (var server = new FaultyServer()) {
            big.files.forEach((name, content) -> server.at("/" + name + ".gz", server.serve(IdxFixture.gzip(content))));
            IdxDataSet set = big.dataSet("", server.address("/").toString());
            set.install(messages::add);
            assertThat(server.requests()).hasSize(4);
            ImageData ours = set.source(Optional.empty()).load(messages::add);
            assertThat(server.requests()).hasSize(4);
            DataSet dl4js = new MnistDataSetIterator(10_000, 10_000, false, false, false, 0).next();
            assertThat(dl4js.getFeatures())
                    .isEqualTo(ours.test().batch().getFeatures().reshape(10_000, 784));
            assertThat(dl4js.getLabels()).isEqualTo(ours.test().batch().getLabels());
        }
    }

    /** Two data sets have the same file names. */
    @Test
    void aDataSetWithAFolderOfItsOwnNeverLandsOverMnist() throws Exception {
        fixture.write(dl4j);
        IdxFixture other = new IdxFixture(15, 5, 40);
        try (var server = new FaultyServer()) {
            other.files.forEach((name, content) ->
                    server.at("/mirror/tiny/" + name + ".gz", server.serve(IdxFixture.gzip(content))));
            System.setProperty(Download.MIRRORS, server.address("/mirror").toString());
            IdxDataSet set = other.dataSet("other", NOWHERE);
            set.install(messages::add);
            assertThat(dl4j.resolve("other").resolve(TEST_LABELS)).exists();
            assertThat(set.source(Optional.empty()).load(messages::add).train().count())
                    .isEqualTo(15);
        }
        assertThat(tiny.source(Optional.empty()).load(messages::add).train().count())
                .isEqualTo(20);
    }

    @Test
    void theConstantsHaveFilesAndFoldersOfTheirOwn() {
        System.setProperty(Download.MIRRORS, NOWHERE);
        for (IdxDataSet set : List.of(IdxDataSet.MNIST, IdxDataSet.FASHION_MNIST)) {
            assertThatThrownBy(() -> set.source(Optional.of(folder)).load(messages::add))
                    .hasMessageContaining("expected " + set.name() + "'s files");
        }
        assertThatThrownBy(() -> IdxDataSet.FASHION_MNIST.install(messages::add))
                .hasMessageContainingAll("into " + dl4j.resolve("fashion-mnist"), NOWHERE + "fashion-mnist/train");
        assertThatThrownBy(() -> IdxDataSet.MNIST.install(messages::add))
                .hasMessageContainingAll("into " + dl4j + " (", NOWHERE + "mnist/train");
    }
}
