package io.github.dl4jdropout.examples.data;

import static org.apache.commons.codec.digest.DigestUtils.sha256Hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdxDataSetTest extends DataTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private final Map<String, byte[]> files = files(20, 7, 3);
    private final IdxDataSet tiny = dataSet(files, "", NOWHERE);

    IdxDataSetTest() throws IOException {}

    private static Map<String, byte[]> files(int train, int test, int from) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        add(files, "train", train, from);
        add(files, "t10k", test, from + 1);
        return files;
    }

    /** Image i is one of class (from + i) % 10, and begins with that number. */
    private static void add(Map<String, byte[]> files, String part, int count, int from) {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784);
        images.putInt(2051).putInt(count).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
        for (int i = from; i < from + count; i++) {
            labels.put((byte) (i % 10));
            for (int p = 0; p < 784; p++) {
                images.put((byte) (i + p));
            }
        }
        files.put(part + "-images-idx3-ubyte", images.array());
        files.put(part + "-labels-idx1-ubyte", labels.array());
    }

    private static IdxDataSet dataSet(Map<String, byte[]> files, String dl4jFolder, String mirror) throws IOException {
        StringBuilder digests = new StringBuilder();
        for (byte[] content : files.values()) {
            digests.append(sha256Hex(gzip(content)) + " " + sha256Hex(content) + " ");
        }
        return new IdxDataSet("Tiny", dl4jFolder, "0,1,2,3,4,5,6,7,8,9", digests.toString(), List.of(mirror));
    }

    private void write(Path where) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(where.resolve(file.getKey()), file.getValue());
        }
    }

    private static ImageData load(IdxDataSet set, Path folder) throws IOException {
        return set.source(Optional.ofNullable(folder)).load(message -> {});
    }

    @Test
    void plainAndGzippedFilesAreRead() throws Exception {
        write(folder);
        Files.delete(folder.resolve(TRAIN_IMAGES));
        put(TRAIN_IMAGES + ".gz", gzip(files.get(TRAIN_IMAGES)));
        ImageData data = load(tiny, folder);
        assertThat(data.origin()).isEqualTo("IDX files in " + folder);
        assertThat(data.train()).hasToString("20 images of 1 × 28 × 28 in 10 classes");
        assertThat(data.train().labels()).startsWith(3, 4, 5);
        assertThat(data.train().pixels()).startsWith(3, 4, 5).hasSize(20 * 784);
        assertThat(data.test().labels()).containsExactly(4, 5, 6, 7, 8, 9, 0);
    }

    @Test
    void aFileThatIsCutOffDamagedSwappedMissingOrAFolderIsNamed() throws Exception {
        assertRefused(() -> load(tiny, folder), folder + ": ", "missing: " + String.join(", ", files.keySet()) + ".");
        for (String name : files.keySet()) {
            byte[] flipped = files.get(name).clone();
            flipped[flipped.length - 1] ^= 1;
            for (byte[] content : List.of(flipped, Arrays.copyOf(flipped, 5), new byte[0])) {
                write(folder);
                Path path = put(name, content);
                assertRefused(() -> load(tiny, folder), path.toString(), "a cut off, damaged or other file");
            }
        }
        write(folder);
        put(TEST_LABELS, files.get("train-labels-idx1-ubyte"));
        assertRefused(() -> load(tiny, folder), TEST_LABELS, "the content of Tiny's train-labels-idx1-ubyte");
        Files.delete(folder.resolve(TRAIN_IMAGES));
        assertRefused(() -> load(tiny, folder), "missing: " + TRAIN_IMAGES + ".");
        byte[] gzip = gzip(files.get(TRAIN_IMAGES));
        put(TRAIN_IMAGES + ".gz", Arrays.copyOf(gzip, gzip.length / 2));
        assertRefused(() -> load(tiny, folder), ".gz: expected an intact gzip stream, found a cut off or damaged one");
        Files.createDirectory(folder.resolve(TRAIN_IMAGES));
        assertRefused(() -> load(tiny, folder), "Cannot read " + folder.resolve(TRAIN_IMAGES) + ": Is a directory");
    }

    @Test
    void aWrongFileInDl4jsFolderIsNotReplaced() throws Exception {
        write(dl4j);
        Files.write(dl4j.resolve(TEST_LABELS), new byte[3]);
        assertRefused(() -> load(tiny, null), TEST_LABELS);
        assertThat(dl4j.resolve(TEST_LABELS)).hasBinaryContent(new byte[3]);
    }

    @Test
    void aDataSetWithTheSameFileNamesNeverLandsOverMnist() throws Exception {
        write(dl4j);
        Map<String, byte[]> others = files(15, 5, 40);
        for (String name : others.keySet()) {
            answer("/mirror/tiny/" + name + ".gz", serve(gzip(others.get(name))));
        }
        System.setProperty(Download.MIRRORS, address("/mirror"));
        ImageData data = load(dataSet(others, "other", NOWHERE), null);
        assertThat(data.train().count()).isEqualTo(15);
        assertThat(dl4j.resolve("other").resolve(TEST_LABELS)).exists();
        assertThat(load(tiny, null).train().count()).isEqualTo(20);
    }

    @Test
    void withoutANetworkTheDataIsAbsentAndTheWaysToGetItAreTold() {
        String put =
                "three ways to get it:\n  1. Put " + String.join(", ", files.keySet()) + ", each as it is or with .gz,";
        assertAbsent(
                () -> load(tiny, null),
                "Tiny is not at hand. Could not download " + TRAIN_IMAGES + ".gz: http://",
                "cannot be reached (",
                put,
                "--data-dir, where the program has it.\n  2. Put them into " + dl4j + " (",
                "-D" + Download.MIRRORS + "=URL, which has them in a folder tiny.");
        System.setProperty(Download.MIRRORS, NOWHERE);
        String fashionFolder = "into " + dl4j.resolve("fashion-mnist") + " (";
        assertAbsent(() -> load(IdxDataSet.FASHION_MNIST, null), fashionFolder, NOWHERE + "fashion-mnist/train");
    }
}
