package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassFoldersTest extends FolderOfImages {
    @Test
    void whatFileManagersAndArchivesLeaveBehindIsPassedOver() throws Exception {
        parted();
        put("train/.hidden/x.txt", new byte[1]);
        put("train/README.md", new byte[1]);
        put("train/cat/.DS_Store", new byte[1]);
        put("train/cat/Thumbs.db", new byte[1]);
        put("__MACOSX/train/cat/000.png", new byte[1]);
        put("train/__MACOSX/cat/._000.png", new byte[1]);
        put("test/dog/__MACOSX/._1.png", new byte[1]);
        put("train/cat/ein Kätzchen #1 100%.PNG", Pictures.png(9, 1, 0));
        Files.createSymbolicLink(folder.resolve("train/dog/link.png"), folder.resolve("test/dog/000.png"));
        ImageData data = load();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(numbers(data.train())).containsExactly(0, 1, 2, 9, 0, 1, 0);
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() throws Exception {
        parted();
        for (int i = 0; i < 3; i++) {
            put("train/cat/broken" + i + ".png", new byte[i]);
        }
        put("test/dog/cut.jpg", Arrays.copyOf(Pictures.encode(Pictures.noise(40, 40, 1), "jpg"), 900));
        put("test/dog/notes.txt", new byte[1]);
        put("test/dog/picture.jp2", new byte[1]);
        put("test/dog/more/1.png", Pictures.png(1, 1, 1));
        Files.createSymbolicLink(folder.resolve("train/dog/gone.png"), folder.resolve("nowhere.png"));
        assertRefused(
                "cannot be used: 8.",
                folder.resolve("train/cat/broken0.png") + ": expected an image that OpenCV can decode",
                folder.resolve("train/cat/broken2.png") + ": ",
                folder.resolve("test/dog/cut.jpg") + ": expected a whole JPEG image",
                folder.resolve("test/dog/notes.txt") + ": expected an image (",
                "found a file with another ending",
                folder.resolve("test/dog/picture.jp2") + ": ",
                folder.resolve("test/dog/more") + ": ",
                "found a folder",
                folder.resolve("train/dog/gone.png") + ": ",
                "found a link to a file that is not there");
        for (int i = 0; i < 30; i++) {
            put("train/cat/bad" + i + ".png", new byte[1]);
        }
        assertThatThrownBy(this::load)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1 + 20 + 1 + 1));
    }

    @Test
    void foldersThatAreNotAsTheyShouldBeAreSentences() throws Exception {
        assertRefused("Folder " + folder, "expected a folder of images for each class", "found no folder");
        fill("train/", "cat", 1, 2);
        assertRefused("Folder " + folder.resolve("train"), "at least two", "found only cat");
        fill("train/", "dog", 2, 2);
        assertRefused("Cannot read folder " + folder.resolve("test") + ": no such file");
        fill("test/", "cat", 1, 2);
        fill("test/", "elk", 1, 2);
        assertRefused("found dog only in " + folder.resolve("train"));
        fill("train/", "elk", 1, 2);
        Files.createDirectories(folder.resolve("test/dog"));
        assertRefused("Class folder " + folder.resolve("test/dog") + ": expected images, found none");
        put("test/outside.png", Pictures.png(1, 2, 3));
        assertRefused("found outside.png outside of any");
        Path file = put("file", new byte[1]);
        assertThatThrownBy(() ->
                        new ImageFolder(file, 4, 4, OptionalDouble.empty(), OptionalInt.empty()).load(messages::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Cannot read folder " + file);
    }

    @Test
    void composedAndDecomposedNamesAreTheSameClass() throws Exception {
        fill("train/", "caf\u00e9", 1, 2);
        fill("test/", "cafe\u0301", 1, 2);
        fill("train/", "bar", 2, 2);
        fill("test/", "bar", 2, 2);
        assertThat(load().classes()).containsExactly("bar", "caf\u00e9");
        fill("train/", "cafe\u0301", 1, 2);
        assertRefused("expected each name once, found it twice");
    }

    /** In a process of its own, because a process has one encoding of file names. */
    @Test
    void namesThatTheSystemsEncodingDoesNotHaveAreASentence() throws Exception {
        fill("", "bar", 1, 2);
        fill("", "grüne Äpfel", 2, 2);
        String output = inAsciiProcess();
        assertThat(output)
                .contains("expected a name in the encoding ANSI_X3.4-1968")
                .contains("LC_ALL=C.UTF-8");
        Files.move(folder.resolve("grüne Äpfel"), folder.resolve("apples"));
        put("apples/Äpfel.png", Pictures.png(9, 9, 9));
        assertThat(inAsciiProcess()).contains("loaded 5 images");
    }

    private String inAsciiProcess() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                folder.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    static final class Loading {
        private Loading() {}

        public static void main(String[] args) throws IOException {
            try {
                ImageData data = new ImageFolder(Path.of(args[0]), 4, 4, OptionalDouble.empty(), OptionalInt.empty())
                        .load(message -> {});
                System.out.println(
                        "loaded " + (data.train().count() + data.test().count()) + " images");
            } catch (UserException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
