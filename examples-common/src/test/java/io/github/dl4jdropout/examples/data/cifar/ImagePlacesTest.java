package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.file.DirectoryListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePlacesTest {
    private final Map<String, byte[]> binary = CifarFixture.batches();
    private final Map<String, byte[]> folders = new TreeMap<>(CifarFixture.folders());
    private final List<CifarBatch> known = CifarFixture.asOfficial(binary);
    private final List<String> messages = new ArrayList<>();

    @TempDir
    Path directory;

    private Path data;
    private Path cache;

    @BeforeEach
    void prepare() throws Exception {
        data = Files.createDirectories(directory.resolve("data"));
        cache = directory.resolve("cache");
    }

    private CompactImages read() throws Exception {
        return read(32, 32);
    }

    private CompactImages read(int height, int width) throws Exception {
        messages.clear();
        var settings = new ImagePlaces.Settings(cache, known, CifarFixture.IMAGES, height, width, 2);
        return new ImagePlaces(settings, messages::add).read(data);
    }

    private boolean decoded() {
        return messages.stream().anyMatch(message -> message.startsWith("Decoding"));
    }

    @Test
    void binaryFilesAreReadWhereTheyLie() throws Exception {
        CifarFixture.write(data, binary);
        assertThat(read().name()).isEqualTo("CIFAR-10");
        assertThat(read().origin()).isEqualTo("binary files in " + data);
        assertThat(cache).doesNotExist();
    }

    @Test
    void binaryFilesAreFoundInTheFolderThatTheArchiveMakes() throws Exception {
        Path folder = data.resolve("cifar-10-batches-bin");
        CifarFixture.write(folder, binary);
        assertThat(read().origin()).isEqualTo("binary files in " + folder);
    }

    @Test
    void oneBinaryFileIsTakenForAnIncompleteSetAndNotPassedOver() {
        CifarFixture.write(data, Map.of("data_batch_2.bin", binary.get("data_batch_2.bin")));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing: data_batch_1.bin, data_batch_3.bin");
    }

    @Test
    void binaryFilesAreNotScaled() {
        CifarFixture.write(data, binary);
        assertThatThrownBy(() -> read(64, 64))
                .isInstanceOf(DataException.class)
                .hasMessage("Size of images: expected 64 × 64, found CIFAR-10's binary files, whose images are 32 × 32 "
                        + "and are not scaled. Leave the size out.");
    }

    @Test
    void classFoldersAreDecodedOnceAndAgainWhenAFileOrTheSizeChanges() throws Exception {
        CifarFixture.write(data, folders);
        assertThat(read().name()).isEqualTo("CIFAR-10 in image files");
        assertThat(decoded()).isTrue();
        assertThat(read().origin()).isEqualTo("class folders in " + data);
        assertThat(decoded()).isFalse();

        assertThat(read(16, 16).shape().height()).isEqualTo(16);
        assertThat(decoded()).isTrue();

        Path one = data.resolve("train/cat/0_3.png");
        Files.write(one, folders.get("train/dog/0_5.png"));
        Files.setLastModifiedTime(one, FileTime.fromMillis(1_000_000_000_000L));
        CompactImages changed = read();
        assertThat(decoded()).isTrue();
        assertThat(changed.train().pixels()[15 * 3072]).isEqualTo(CifarFixture.pixel(0, 5, 0));
    }

    @Test
    void anArchiveOfClassFoldersIsReadAndKeptDecoded() throws Exception {
        Path archive = Files.write(data.resolve("images.tgz"), CifarFixture.tarGz("", folders));
        CompactImages first = read();
        assertThat(first.name()).isEqualTo("CIFAR-10 in image files");
        assertThat(first.origin()).isEqualTo("the archive " + archive);
        assertThat(messages).startsWith("Unpacking " + archive);
        assertThat(cache.resolve("unpacked")).doesNotExist();
        assertThat(DirectoryListing.described(data)).isEqualTo("images.tgz");

        CompactImages second = read();
        assertThat(messages).isEmpty();
        assertThat(second.origin()).isEqualTo(first.origin());
        assertThat(second.train().pixels()).isEqualTo(first.train().pixels());
    }

    @Test
    void anArchiveOfBinaryFilesGivesTheSameImagesAsClassFoldersDo() throws Exception {
        Files.write(data.resolve("cifar-10-binary.tar.gz"), CifarFixture.tarGz("cifar-10-batches-bin/", binary));
        CompactImages images = read();
        assertThat(images.name()).isEqualTo("CIFAR-10");
        assertThat(images.train().count()).isEqualTo(50);
        CifarFixture.write(data, folders);
        byte[] decoded = read().train().pixels();
        for (int i = 0; i < 50; i++) { // in the folders class by class, in the files one of each class after the other
            int there = i % 10 * 5 + i / 10;
            assertThat(Arrays.copyOfRange(images.train().pixels(), i * 3072, (i + 1) * 3072))
                    .isEqualTo(Arrays.copyOfRange(decoded, there * 3072, (there + 1) * 3072));
        }
    }

    @Test
    void theDataMayLieInTheOnlyFolderOfTheArchive() throws Exception {
        Files.write(data.resolve("a.tar.gz"), CifarFixture.tarGz("my/images/", folders));
        assertThat(read().train().count()).isEqualTo(50);
    }

    @Test
    void aChangedArchiveOfTheSameNameIsNoticed() throws Exception {
        Path archive = Files.write(data.resolve("a.tar.gz"), CifarFixture.tarGz("", folders));
        read();
        FileTime time = Files.getLastModifiedTime(archive);
        folders.put("train/cat/0_3.png", folders.get("train/dog/0_5.png"));
        Files.write(archive, CifarFixture.tarGz("", folders));
        Files.setLastModifiedTime(archive, time);
        assertThat(read().train().pixels()[15 * 3072]).isEqualTo(CifarFixture.pixel(0, 5, 0));
    }

    @Test
    void whatAKilledProgramLeftUnpackedIsRemoved() throws Exception {
        Files.createDirectories(cache.resolve("unpacked").resolve("train").resolve("unicorn"));
        Files.write(data.resolve("a.tar.gz"), CifarFixture.tarGz("", folders));
        assertThat(read().classes()).hasSize(10);
        assertThat(cache.resolve("unpacked")).doesNotExist();
    }

    @Test
    void aBadImageInAnArchiveIsNamedWithTheArchiveAndNothingIsLeft() throws Exception {
        folders.put("train/cat/0_3.png", new byte[5]);
        Path archive = Files.write(data.resolve("a.tar.gz"), CifarFixture.tarGz("", folders));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Archive " + archive + ": Unusable data file ")
                .hasMessageContaining("expected an image that OpenCV can decode");
        assertThat(DirectoryListing.described(cache)).isEqualTo(".download.lock");
    }

    @Test
    void anArchiveThatCannotBeUnpackedForTheDiskIsToldAsSuch() throws Exception {
        Files.writeString(cache, "a file where the directory should be");
        Path archive = Files.write(data.resolve("a.tar.gz"), CifarFixture.tarGz("", folders));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Archive " + archive + " cannot be unpacked into " + cache.resolve("unpacked"))
                .hasMessageContaining("Make room there");
    }

    @Test
    void anArchiveOfSomethingElseIsRefused() throws Exception {
        Path archive = Files.write(
                data.resolve("a.tar.gz"),
                CifarFixture.tarGz("", Map.of("readme.txt", new byte[1], "x.txt", new byte[1])));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "Archive " + archive + ": expected train and test with a folder of images for each class, or "
                                + "CIFAR-10's binary files, found readme.txt, x.txt.");
    }

    @Test
    void aDirectoryOfSomethingElseIsRefused() throws Exception {
        Files.writeString(data.resolve("readme.txt"), "");
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "Data directory " + data + ": expected train and test with a folder of images for each class,"
                                + " or CIFAR-10's binary files data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, "
                                + "data_batch_4.bin, data_batch_5.bin, test_batch.bin, or one .tar.gz of either, found "
                                + "readme.txt.");
    }

    @Test
    void twoArchivesAreAChoiceThatNobodyMade() throws Exception {
        Files.writeString(data.resolve("a.tar.gz"), "");
        Files.writeString(data.resolve("b.tar.gz"), "");
        assertThatThrownBy(this::read)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("or one .tar.gz of either, found a.tar.gz, b.tar.gz.");
    }
}
