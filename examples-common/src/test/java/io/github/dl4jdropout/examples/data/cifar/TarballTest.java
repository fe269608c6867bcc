package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.cifar.CifarFixture.Entries;
import io.github.dl4jdropout.examples.data.mnist.IdxFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarballTest {
    private static final byte[] CONTENT = new byte[100_000];

    static {
        new Random(3).nextBytes(CONTENT);
    }

    @TempDir
    Path directory;

    private Path archive;
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        archive = directory.resolve("archive.tar.gz");
        folder = Files.createDirectories(directory.resolve("deep").resolve("folder"));
    }

    private void unpack(byte[] tarGz) throws IOException {
        Files.write(archive, tarGz);
        Tarball.unpack(archive, folder);
    }

    private List<String> filesEverywhere() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(path -> !Files.isDirectory(path))
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.equals("archive.tar.gz"))
                    .sorted()
                    .toList();
        }
    }

    private void assertRefused(Entries entries, String found) throws IOException {
        byte[] tarGz = CifarFixture.tarGz(entries);
        assertThatThrownBy(() -> unpack(tarGz))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + archive)
                .hasMessageContaining("found " + found);
        assertThat(filesEverywhere()).allMatch(name -> name.startsWith("deep/folder/"));
    }

    @Test
    void foldersAndFilesAreWrittenAsTheyAre() throws Exception {
        unpack(CifarFixture.tarGz(tar -> {
            CifarFixture.addLink(tar, "empty/", TarConstants.LF_DIR, "");
            CifarFixture.add(tar, "./a/b/c.bin", CONTENT);
            CifarFixture.add(tar, "a/..b.txt", new byte[0]);
        }));
        assertThat(folder.resolve("a/b/c.bin")).hasBinaryContent(CONTENT);
        assertThat(folder.resolve("empty")).isDirectory();
        assertThat(filesEverywhere()).containsExactly("deep/folder/a/..b.txt", "deep/folder/a/b/c.bin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped",
                "a/../../escaped",
                "a/../inside",
                "/escaped",
                "//escaped",
                "..\\escaped",
                "\\escaped",
                "C:\\escaped",
                "C:escaped",
                "a/.."
            })
    void aNameThatLeadsOutIsRefused(String name) throws Exception {
        assertRefused(tar -> CifarFixture.add(tar, name, CONTENT), "one that leads out of it (entry \"" + name + "\")");
    }

    @Test
    void aLinkAndWhatIsWrittenThroughItAreRefused() throws Exception {
        assertRefused(
                tar -> {
                    CifarFixture.addLink(tar, "link", TarConstants.LF_SYMLINK, "../..");
                    CifarFixture.add(tar, "link/escaped", CONTENT);
                },
                "a link or a device (entry \"link\")");
        assertThat(Files.exists(folder.resolve("link"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void hardLinksDevicesAndPipesAreRefused() throws Exception {
        for (byte type :
                new byte[] {TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO}) {
            assertRefused(tar -> CifarFixture.addLink(tar, "thing", type, "/etc/passwd"), "a link or a device");
        }
    }

    @Test
    void aNameGivenTwiceIsRefused() throws Exception {
        assertRefused(
                tar -> {
                    CifarFixture.add(tar, "a", CONTENT);
                    CifarFixture.add(tar, "a", new byte[1]);
                },
                "it twice (entry \"a\")");
    }

    @Test
    void anArchiveThatIsCutOffIsRefusedWhereverItEnds() {
        byte[] whole = CifarFixture.tarGz("", Map.of("a", CONTENT, "b", CONTENT));
        for (int length :
                new int[] {0, 5, 300, whole.length / 3, whole.length / 2, whole.length - 9, whole.length - 1}) {
            assertThatThrownBy(() -> {
                        folder = Files.createTempDirectory(directory, "folder");
                        unpack(Arrays.copyOf(whole, length));
                    })
                    .as("%d bytes of %d", length, whole.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("Unusable data file " + archive);
        }
    }

    @Test
    void aFlippedBitIsRefusedEvenFarBehindTheLastFile() throws Exception {
        byte[] tarGz = CifarFixture.tarGz("", Map.of("a", CONTENT));
        byte[] tar = new GZIPInputStream(new ByteArrayInputStream(tarGz)).readAllBytes();
        byte[] padded = IdxFixture.gzip(Arrays.copyOf(tar, tar.length + (1 << 22)));
        unpack(padded);
        Files.delete(folder.resolve("a"));
        padded[padded.length - 6] ^= 1; // the checksum of the gzip stream
        assertThatThrownBy(() -> unpack(padded))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected an intact gzip stream, found a damaged or cut off one");
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThatThrownBy(() -> unpack(CONTENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected an intact gzip stream");
        assertThatThrownBy(() -> unpack(IdxFixture.gzip(CONTENT)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected a whole tar archive, found a damaged one");
    }
}
