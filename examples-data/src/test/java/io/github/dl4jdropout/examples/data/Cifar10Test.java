package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class Cifar10Test extends DataTest {
    private final byte[] content = archive();
    private final Cifar10 tiny = new Cifar10(DigestUtils.sha256Hex(content));

    Cifar10Test() throws IOException {}

    /** As the official one, with three images per batch, and the batches in another order. */
    private static byte[] archive() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            add(tar, "test_batch.bin", batch(6));
            for (int batch : new int[] {5, 1, 2, 4, 3}) {
                add(tar, "data_batch_" + batch + ".bin", batch(batch));
            }
            add(tar, "readme.html", new byte[10]);
        }
        return gzip(bytes.toByteArray());
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    /** Image i of batch b: label b, all of its red b, of its green 100 + i, of its blue 200. */
    private static byte[] batch(int b) {
        byte[] batch = new byte[3 * 3073];
        for (int at = 0; at < batch.length; at++) {
            int channel = Math.floorDiv(at % 3073 - 1, 1024); // -1 is the label
            batch[at] = (byte) (channel < 1 ? b : channel == 1 ? 100 + at / 3073 : 200);
        }
        return batch;
    }

    private ImageData load(Path place) throws IOException {
        return tiny.from(Optional.ofNullable(place)).load(message -> {});
    }

    @Test
    void theBatchesAreReadInTheirOrderAndTheTestBatchIsNotTrainedOn() throws Exception {
        Path archive = put(Cifar10.ARCHIVE, content);
        for (Path place : List.of(folder, archive)) {
            ImageData data = load(place);
            assertThat(data.name()).isEqualTo("CIFAR-10");
            assertThat(data.origin()).isEqualTo("the official archive " + archive);
            assertThat(data.classes()).startsWith("airplane", "automobile").hasSize(10);
            assertThat(data.train().labels()).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5);
            assertThat(data.test().labels()).containsExactly(6, 6, 6);
            byte[] image = data.train().chosen(7).pixels();
            assertThat(image).isEqualTo(Arrays.copyOfRange(batch(3), 3074, 2 * 3073));
        }
    }

    @Test
    void anotherDigestOrNoArchiveIsRefused() throws Exception {
        Path archive = folder.resolve(Cifar10.ARCHIVE);
        assertRefused(() -> load(folder), "expected CIFAR-10's official", "found no " + archive);
        byte[] flipped = content.clone();
        flipped[content.length / 2] ^= 1;
        for (byte[] bytes : List.of(flipped, new byte[0], Arrays.copyOf(content, 100))) {
            put(Cifar10.ARCHIVE, bytes);
            assertRefused(() -> load(folder), archive + ": expected", "found a cut off, damaged or other file");
        }
        Files.delete(archive);
        Files.createDirectory(archive);
        assertRefused(() -> load(folder), "Cannot read " + archive + ": Is a directory");
    }

    @Test
    void theArchiveIsDownloadedOnceToWhereEarlierRunsPutIt() throws Exception {
        answer("/cifar10/" + Cifar10.ARCHIVE, serve(content));
        System.setProperty(Download.MIRRORS, address("/"));
        assertThat(load(null).train().count()).isEqualTo(15);
        assertThat(dl4j.resolve("data/cifar10-binary/" + Cifar10.ARCHIVE)).hasBinaryContent(content);
        load(null);
        assertThat(requests).hasSize(1);
    }
}
