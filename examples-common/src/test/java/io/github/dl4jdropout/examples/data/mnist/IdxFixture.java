package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.file.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Small files in MNIST's layout, made for one test each. */
public final class IdxFixture {
    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private IdxFixture() {}

    /** IDX images whose pixel i of image n is (first + 31 n + i) mod 256. */
    public static byte[] images(int count, int rows, int columns, int first) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * rows * columns);
        file.putInt(2051).putInt(count).putInt(rows).putInt(columns);
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < rows * columns; i++) {
                file.put((byte) (first + 31 * n + i));
            }
        }
        return file.array();
    }

    /** IDX labels (first + n) mod 10. */
    public static byte[] labels(int count, int first) {
        ByteBuffer file = ByteBuffer.allocate(8 + count);
        file.putInt(2049).putInt(count);
        for (int n = 0; n < count; n++) {
            file.put((byte) ((first + n) % 10));
        }
        return file.array();
    }

    /** A sound set of four files by their names. */
    public static Map<String, byte[]> files(int train, int test) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(TRAIN_IMAGES, images(train, 28, 28, 0));
        files.put(TRAIN_LABELS, labels(train, 5));
        files.put(TEST_IMAGES, images(test, 28, 28, 100));
        files.put(TEST_LABELS, labels(test, 7));
        return files;
    }

    /** What identifies these files as official, for code that is told so. */
    public static List<MnistFile> asOfficial(Map<String, byte[]> files) {
        return MnistFile.OFFICIAL.stream()
                .map(file -> new MnistFile(
                        file.name(), sha256(files.get(file.name())), sha256(gzip(files.get(file.name())))))
                .toList();
    }

    public static void write(Path directory, Map<String, byte[]> files) {
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, byte[]> gzip(Map<String, byte[]> files) {
        Map<String, byte[]> gzipped = new TreeMap<>();
        files.forEach((name, content) -> gzipped.put(name + ".gz", gzip(content)));
        return gzipped;
    }

    public static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static String sha256(byte[] content) {
        var digest = Sha256.newDigest();
        digest.update(content);
        return Sha256.hex(digest);
    }
}
