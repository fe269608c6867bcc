package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

class Cifar10Test extends DataTest {
    private static final byte[] ARCHIVE = archive();

    private final Cifar10 tiny = new Cifar10(DigestUtils.sha256Hex(ARCHIVE));

    /** As the official one, with three images per batch, and the batches in another order. */
    private static byte[] archive() {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            add(tar, "cifar-10-batches-bin/", new byte[0]);
            add(tar, "cifar-10-batches-bin/test_batch.bin", batch(6));
            for (int batch : new int[] {5, 1, 2, 4, 3}) {
                add(tar, "cifar-10-batches-bin/data_batch_" + batch + ".bin", batch(batch));
            }
            add(tar, "cifar-10-batches-bin/readme.html", new byte[10]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
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
        Path archive = Files.write(folder.resolve(Cifar10.ARCHIVE), ARCHIVE);
        for (Path place : List.of(folder, archive)) {
            ImageData data = load(place);
            assertThat(data.name()).isEqualTo("CIFAR-10");
            assertThat(data.origin()).isEqualTo("the official archive " + archive);
            assertThat(data.classes()).startsWith("airplane", "automobile").hasSize(10);
            assertThat(data.train().labels()).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5);
            assertThat(data.test().labels()).containsExactly(6, 6, 6);
            byte[] image = data.train().chosen(7).pixels();
            assertThat(image).hasSize(3072);
            for (int p = 0; p < 1024; p++) {
                assertThat(new byte[] {image[p], image[1024 + p], image[2048 + p]})
                        .containsExactly(3, 101, 200);
            }
        }
    }

    @Test
    void anotherDigestOrNoArchiveIsRefused() throws Exception {
        byte[] flipped = ARCHIVE.clone();
        flipped[ARCHIVE.length / 2] ^= 1;
        for (byte[] content : List.of(flipped, new byte[0], Arrays.copyOf(ARCHIVE, 100))) {
            Files.write(folder.resolve(Cifar10.ARCHIVE), content);
            assertRefused("expected CIFAR-10's official " + Cifar10.ARCHIVE, "found a cut off, damaged or other file");
        }
        Files.delete(folder.resolve(Cifar10.ARCHIVE));
        assertRefused("expected CIFAR-10's official", "found no " + folder.resolve(Cifar10.ARCHIVE));
        Files.createDirectory(folder.resolve(Cifar10.ARCHIVE));
        assertRefused("Cannot read " + folder.resolve(Cifar10.ARCHIVE) + ": Is a directory");
    }

    private void assertRefused(String... parts) {
        assertRefused(() -> load(folder), parts);
    }

    @Test
    void theArchiveIsDownloadedOnceToWhereEarlierRunsPutIt() throws Exception {
        server.at("/cifar10/" + Cifar10.ARCHIVE, FaultyServer.serve(ARCHIVE));
        System.setProperty(Download.MIRRORS, server.address("/"));
        assertThat(load(null).train().count()).isEqualTo(15);
        assertThat(dl4j.resolve("data/cifar10-binary/" + Cifar10.ARCHIVE)).hasBinaryContent(ARCHIVE);
        load(null);
        assertThat(server.requests).hasSize(1);
        ImageData.Source other = new Cifar10("00").from(Optional.empty());
        assertAbsent(() -> other.load(message -> {}), "wrong bytes: expected SHA-256 00");
    }
}
