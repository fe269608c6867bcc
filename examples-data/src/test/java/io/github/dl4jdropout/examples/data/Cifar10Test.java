package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10Test {
    private static final int PER_BATCH = 3;
    private static final byte[] ARCHIVE = archive();

    @TempDir
    private Path folder;

    private final Cifar10 tiny = new Cifar10(DigestUtils.sha256Hex(ARCHIVE), PER_BATCH);

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
        byte[] batch = new byte[PER_BATCH * 3073];
        for (int i = 0; i < PER_BATCH; i++) {
            int at = i * 3073;
            batch[at] = (byte) b;
            Arrays.fill(batch, at + 1, at + 1025, (byte) b);
            Arrays.fill(batch, at + 1025, at + 2049, (byte) (100 + i));
            Arrays.fill(batch, at + 2049, at + 3073, (byte) 200);
        }
        return batch;
    }

    @Test
    void theBatchesAreReadInTheirOrderAndTheTestBatchIsNotTrainedOn() throws Exception {
        Path archive = Files.write(folder.resolve(Cifar10.ARCHIVE), ARCHIVE);
        for (Path place : new Path[] {folder, archive}) {
            ImageData data = tiny.from(Optional.of(place)).load(message -> {});
            assertThat(data.name()).isEqualTo("CIFAR-10");
            assertThat(data.origin()).isEqualTo("the official archive " + archive);
            assertThat(data.classes())
                    .startsWith("airplane", "automobile")
                    .endsWith("truck")
                    .hasSize(10);
            assertThat(data.train().labels()).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5);
            assertThat(data.test().labels()).containsExactly(6, 6, 6);
            byte[] pixels = data.train().pixels();
            assertThat(pixels).hasSize(15 * 3072);
            assertThat(pixels[7 * 3072]).isEqualTo((byte) 3);
            assertThat(pixels[7 * 3072 + 1023]).isEqualTo((byte) 3);
            assertThat(pixels[7 * 3072 + 1024]).isEqualTo((byte) 101);
            assertThat(pixels[8 * 3072 - 1]).isEqualTo((byte) 200);
        }
    }

    @Test
    void anArchiveWithAnotherDigestIsRefused() throws Exception {
        byte[] flipped = ARCHIVE.clone();
        flipped[ARCHIVE.length / 2] ^= 1;
        for (byte[] content : new byte[][] {flipped, new byte[0], Arrays.copyOf(ARCHIVE, 100)}) {
            Files.write(folder.resolve(Cifar10.ARCHIVE), content);
            assertThatThrownBy(() -> tiny.from(Optional.of(folder)).load(message -> {}))
                    .isInstanceOf(UserException.class)
                    .isNotInstanceOf(UserException.Absent.class)
                    .hasMessageContainingAll(Cifar10.ARCHIVE, "found a cut off, damaged or other file");
        }
    }

    @Test
    void aPlaceWithoutAnArchiveIsRefused() {
        assertThatThrownBy(() -> Cifar10.source(Optional.of(folder)).load(message -> {}))
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContainingAll(
                        "expected its official archive", "found no " + folder.resolve(Cifar10.ARCHIVE));
    }

    @Test
    void theArchiveIsDownloadedToWhereEarlierRunsPutIt() throws Exception {
        DL4JResources.setBaseDirectory(folder.toFile());
        try (var server = new FaultyServer()) {
            server.at("/cifar10/" + Cifar10.ARCHIVE, server.serve(ARCHIVE));
            System.setProperty(Download.MIRRORS, server.address("/").toString());
            ImageData data = tiny.from(Optional.empty()).load(message -> {});
            assertThat(data.train().count()).isEqualTo(15);
            assertThat(folder.resolve("data/cifar10-binary").resolve(Cifar10.ARCHIVE))
                    .hasBinaryContent(ARCHIVE);
            tiny.from(Optional.empty()).load(message -> {});
            assertThat(server.requests()).hasSize(1);
            assertThatThrownBy(() -> new Cifar10("00", 3).from(Optional.empty()).load(message -> {}))
                    .isInstanceOf(UserException.Absent.class)
                    .hasMessageContaining("wrong bytes: expected SHA-256 00");
        } finally {
            System.clearProperty(Download.MIRRORS);
            DL4JResources.resetBaseDirectoryLocation();
        }
    }
}
