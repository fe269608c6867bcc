package io.github.dl4jdropout.examples.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** A small data set in IDX files, with digests of its own. */
final class IdxFixture {
    final Map<String, byte[]> files = new LinkedHashMap<>();

    /** The training part has count images, the test part has testCount. */
    IdxFixture(int count, int testCount, int from) {
        add("train", count, from);
        add("t10k", testCount, from + 1);
    }

    private void add(String part, int count, int from) {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 784)
                .putInt(2051)
                .putInt(count)
                .putInt(28)
                .putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count);
        for (int i = 0; i < count; i++) {
            for (int p = 0; p < 784; p++) {
                images.put((byte) (from + i + p));
            }
            labels.put((byte) ((from + i) % 10));
        }
        files.put(part + "-images-idx3-ubyte", images.array());
        files.put(part + "-labels-idx1-ubyte", labels.array());
    }

    IdxDataSet dataSet(String dl4jFolder, String mirror) {
        List<String> digests = new ArrayList<>();
        files.values().forEach(content -> {
            digests.add(DigestUtils.sha256Hex(gzip(content)));
            digests.add(DigestUtils.sha256Hex(content));
        });
        return new IdxDataSet(
                "Tiny", "tiny", dl4jFolder, "0,1,2,3,4,5,6,7,8,9", new String[] {mirror}, String.join(" ", digests));
    }

    static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
