package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** A folder of images that a test fills. */
abstract class FolderOfImages {
    @TempDir
    Path folder;

    final List<String> messages = new ArrayList<>();

    Path put(String name, byte[] content) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, content);
    }

    /** Images whose red is their number; the green of the class. */
    void fill(String part, String name, int green, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            put(part + name + "/" + String.format("%03d", i) + ".png", Pictures.png(i, green, 0));
        }
    }

    void parted() throws IOException {
        for (String part : new String[] {"train/", "test/"}) {
            fill(part, "cat", 1, 3);
            fill(part, "dog", 2, 2);
        }
    }

    ImageFolder of(OptionalDouble fraction, OptionalInt train) {
        return new ImageFolder(folder, 4, 4, fraction, train);
    }

    ImageData load() throws IOException {
        return of(OptionalDouble.empty(), OptionalInt.empty()).load(messages::add);
    }

    void assertRefused(String... parts) {
        assertThatThrownBy(this::load)
                .isInstanceOf(UserException.class)
                .isNotInstanceOf(UserException.Absent.class)
                .hasMessageContainingAll(parts);
    }

    /** The reds. */
    static List<Integer> numbers(ImageSet images) {
        return IntStream.range(0, images.count())
                .mapToObj(i -> Byte.toUnsignedInt(images.pixels()[i * images.length()]))
                .toList();
    }
}
