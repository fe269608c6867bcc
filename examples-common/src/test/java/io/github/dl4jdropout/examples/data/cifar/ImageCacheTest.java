package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final CompactImages IMAGES = new CompactImages(
            "numbers",
            "made",
            List.of("even", "ödd"),
            new ImageShape(3, 1, 2),
            new LabelledImages(new byte[] {1, 2, 3, 4, 5, -6, 7, 8, 9, 10, 11, 12}, new byte[] {0, 1}, 6, 2),
            new LabelledImages(new byte[] {21, 22, 23, 24, 25, 26}, new byte[] {1}, 6, 2));

    private final List<String> messages = new ArrayList<>();
    private int made;

    @TempDir
    Path directory;

    private CompactImages get(Path cache) throws IOException {
        CompactImages images = new ImageCache(cache, messages::add).get(KEY, "asked", () -> {
            made++;
            return IMAGES;
        });
        assertThat(images.origin()).isEqualTo("asked");
        assertThat(images.name()).isEqualTo("numbers");
        assertThat(images.classes()).isEqualTo(IMAGES.classes());
        assertThat(images.shape()).isEqualTo(IMAGES.shape());
        assertThat(images.train().pixels()).isEqualTo(IMAGES.train().pixels());
        assertThat(images.train().labels()).isEqualTo(IMAGES.train().labels());
        assertThat(images.test().pixels()).isEqualTo(IMAGES.test().pixels());
        assertThat(images.test().labels()).isEqualTo(IMAGES.test().labels());
        return images;
    }

    private Path file(Path cache) {
        return cache.resolve(KEY.substring(0, 32) + ".images");
    }

    @Test
    void imagesAreMadeOnceAndThenReadBack() throws Exception {
        Path cache = directory.resolve("new").resolve("cache");
        get(cache);
        get(cache);
        assertThat(made).isEqualTo(1);
        assertThat(messages).containsExactly("Decoded images are kept in " + file(cache) + ", 0 MB");
    }

    @Test
    void everyFlippedBitIsNoticedAndTheImagesMadeAnew() throws Exception {
        get(directory);
        byte[] sound = Files.readAllBytes(file(directory));
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x40;
            Files.write(file(directory), damaged);
            made = 0;
            get(directory);
            assertThat(made).as("byte %d", at).isEqualTo(1);
            assertThat(file(directory)).hasBinaryContent(sound);
        }
        assertThat(messages)
                .anyMatch(message -> message.startsWith("Decoded images in " + file(directory)
                        + " are damaged (its checksum is wrong); decoding anew."));
    }

    @Test
    void aFileThatIsCutOffOrTooLongIsNoticed() throws Exception {
        get(directory);
        byte[] sound = Files.readAllBytes(file(directory));
        for (int length = 0; length <= sound.length + 1; length++) {
            Files.write(file(directory), Arrays.copyOf(sound, length));
            made = 0;
            get(directory);
            assertThat(made).as("%d bytes", length).isEqualTo(length == sound.length ? 0 : 1);
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenCostsTheCacheAndNotTheRun() throws Exception {
        Path blocked = Files.writeString(directory.resolve("blocked"), "a file where the directory should be");
        get(blocked);
        get(blocked);
        assertThat(made).isEqualTo(2);
        assertThat(messages)
                .hasSize(2)
                .allMatch(message -> message.startsWith("Decoded images cannot be kept in " + blocked));
    }

    @Test
    void aFileThatCannotBeWrittenCostsTheCacheAndNotTheRun() throws Exception {
        // As on a full disk, writing fails and leaves nothing behind.
        Files.createDirectories(
                directory.resolve(".part-" + file(directory).getFileName()).resolve("in the way"));
        get(directory);
        assertThat(made).isEqualTo(1);
        assertThat(file(directory)).doesNotExist();
        assertThat(messages)
                .singleElement()
                .asString()
                .startsWith("Decoded images cannot be kept in " + file(directory));
    }

    @Test
    void imagesThatCannotBeMadeAreNotKept() {
        assertThatThrownBy(() -> new ImageCache(directory, messages::add).get(KEY, "asked", () -> {
                    throw new DataException("bad image");
                }))
                .isInstanceOf(DataException.class)
                .hasMessage("bad image");
        assertThat(file(directory)).doesNotExist();
    }
}
