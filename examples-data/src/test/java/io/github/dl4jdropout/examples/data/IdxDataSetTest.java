package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class IdxDataSetTest extends DataTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private final Map<String, byte[]> files = files(20, 7, 3);
    private final IdxDataSet tiny = dataSet(files, "", NOWHERE);

    /** Four files; image i is one of class (from + i) % 10. */
    private static Map<String, byte[]> files(int train, int test, int from) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String part : List.of("train", "t10k")) {
            int count = part.equals("train") ? train : test;
            int first = part.equals("train") ? from : from + 1;
            ByteBuffer images = ByteBuffer.allocate(16 + count * 784)
                    .putInt(2051)
                    .putInt(count)
                    .putInt(28)
                    .putInt(28);
            ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
            for (int i = 0; i < count; i++) {
                for (int p = 0; p < 784; p++) {
                    images.put((byte) (first + i + p));
                }
                labels.put((byte) ((first + i) % 10));
            }
            files.put(part + "-images-idx3-ubyte", images.array());
            files.put(part + "-labels-idx1-ubyte", labels.array());
        }
        return files;
    }

    private static IdxDataSet dataSet(Map<String, byte[]> files, String dl4jFolder, String mirror) {
        String digests = files.values().stream()
                .map(content -> DigestUtils.sha256Hex(gzip(content)) + " " + DigestUtils.sha256Hex(content))
                .collect(Collectors.joining(" "));
        return new IdxDataSet("Tiny", dl4jFolder, "0,1,2,3,4,5,6,7,8,9", digests, List.of(mirror));
    }

    private static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void write(Path where) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(where.resolve(file.getKey()), file.getValue());
        }
    }

    private void serve(String path, Map<String, byte[]> files) {
        files.forEach((name, content) -> server.at(path + name + ".gz", FaultyServer.serve(gzip(content))));
    }

    private static ImageData load(IdxDataSet set, Path folder) throws IOException {
        return set.source(Optional.ofNullable(folder)).load(message -> {});
    }

    private void assertRefusedFrom(Path from, String... parts) {
        assertRefused(() -> load(tiny, from), parts);
    }

    @Test
    void plainAndGzippedFilesAreRead() throws Exception {
        write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), gzip(files.get(TRAIN_IMAGES)));
        ImageData data = load(tiny, folder);
        assertThat(data.name()).isEqualTo("Tiny");
        assertThat(data.origin()).isEqualTo("IDX files in " + folder);
        assertThat(data.train().toString()).isEqualTo("20 images of 1 × 28 × 28 in 10 classes");
        assertThat(data.train().labels()).startsWith(3, 4, 5);
        assertThat(data.train().pixels()).startsWith(3, 4, 5).hasSize(20 * 784);
        assertThat(data.test().labels()).containsExactly(4, 5, 6, 7, 8, 9, 0);
    }

    @Test
    void aFileThatIsCutOffDamagedSwappedOrAFolderIsNamed() throws Exception {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            byte[] flipped = file.getValue().clone();
            flipped[flipped.length - 1] ^= 1;
            for (byte[] content : List.of(flipped, Arrays.copyOf(flipped, 5), new byte[0])) {
                write(folder);
                Files.write(path, content);
                assertRefusedFrom(folder, path.toString(), "a cut off, damaged or other file");
            }
        }
        write(folder);
        Files.write(folder.resolve(TEST_LABELS), files.get("train-labels-idx1-ubyte"));
        assertRefusedFrom(folder, "expected Tiny's " + TEST_LABELS, "the content of Tiny's train-labels-idx1-ubyte");
        Files.delete(folder.resolve(TRAIN_IMAGES));
        byte[] gzip = gzip(files.get(TRAIN_IMAGES));
        Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), Arrays.copyOf(gzip, gzip.length / 2));
        assertRefusedFrom(folder, TRAIN_IMAGES + ".gz: expected an intact gzip stream, found a cut off or damaged one");
        Files.createDirectory(folder.resolve(TRAIN_IMAGES));
        assertRefusedFrom(folder, "Cannot read " + folder.resolve(TRAIN_IMAGES) + ": Is a directory");
    }

    @Test
    void missingFilesAreAllNamed() throws Exception {
        assertRefusedFrom(folder, "Folder " + folder, "missing: " + String.join(", ", files.keySet()));
        write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        Files.delete(folder.resolve(TEST_LABELS));
        assertRefusedFrom(folder, "missing: " + TRAIN_IMAGES + ", " + TEST_LABELS + ".");
    }

    @Test
    void aWrongFileInDl4jsFolderIsNotReplaced() throws Exception {
        write(dl4j);
        Files.write(dl4j.resolve(TEST_LABELS), new byte[3]);
        assertRefusedFrom(null, TEST_LABELS);
        assertThat(dl4j.resolve(TEST_LABELS)).hasBinaryContent(new byte[3]);
        Files.delete(dl4j.resolve(TRAIN_IMAGES));
        Files.createDirectory(dl4j.resolve(TRAIN_IMAGES + ".gz"));
        assertRefusedFrom(null, "Cannot write " + dl4j.resolve(TRAIN_IMAGES + ".gz") + ": Is a directory");
    }

    /** DL4J's own iterator, whose host is gone, reads what was installed here. It insists on this number of test images. */
    @Test
    void dl4jFindsTheFiles() throws Exception {
        Map<String, byte[]> many = files(10_000, 10_000, 0);
        serve("/", many);
        IdxDataSet set = dataSet(many, "", server.address("/"));
        set.install(message -> {});
        DataSet ours = load(set, null).test().batch();
        assertThat(server.requests).hasSize(4);
        DataSet dl4js = new MnistDataSetIterator(10_000, 10_000, false, false, false, 0).next();
        assertThat(dl4js.getFeatures()).isEqualTo(ours.getFeatures().reshape(10_000, 784));
        assertThat(dl4js.getLabels()).isEqualTo(ours.getLabels());
    }

    /** Two data sets have the same file names. */
    @Test
    void aDataSetWithAFolderOfItsOwnNeverLandsOverMnist() throws Exception {
        write(dl4j);
        Map<String, byte[]> others = files(15, 5, 40);
        serve("/mirror/tiny/", others);
        System.setProperty(Download.MIRRORS, server.address("/mirror"));
        assertThat(load(dataSet(others, "other", NOWHERE), null).train().count())
                .isEqualTo(15);
        assertThat(dl4j.resolve("other").resolve(TEST_LABELS)).exists();
        assertThat(load(tiny, null).train().count()).isEqualTo(20);
    }

    @Test
    void withoutANetworkTheDataIsAbsentAndTheWaysToGetItAreTold() {
        assertAbsent(
                () -> load(tiny, null),
                "Tiny is not at hand. Could not download " + TRAIN_IMAGES + ".gz: http://",
                "cannot be reached (",
                "three ways to get it:\n  1. Put " + String.join(", ", files.keySet())
                        + ", each as it is or with .gz, into",
                "--data-dir.\n  2. Put them into " + dl4j + " (",
                "-D" + Download.MIRRORS + "=URL, which has them in a folder tiny.");
        System.setProperty(Download.MIRRORS, NOWHERE);
        String fashionFolder = "into " + dl4j.resolve("fashion-mnist") + " (";
        assertAbsent(() -> load(IdxDataSet.FASHION_MNIST, null), fashionFolder, NOWHERE + "fashion-mnist/train");
        assertAbsent(() -> load(IdxDataSet.MNIST, null), "into " + dl4j + " (", NOWHERE + "mnist/train");
    }
}
