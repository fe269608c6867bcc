package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {
    private final Map<String, byte[]> files = new TreeMap<>(Map.of(
            "train/dog/2.png", new byte[2],
            "train/dog/10.JPEG", new byte[1],
            "train/cat/b.bmp", new byte[1],
            "test/cat/a.webp", new byte[1],
            "test/dog/a.jpg", new byte[1]));

    @TempDir
    Path directory;

    private ClassFolders list() throws Exception {
        CifarFixture.write(directory, files);
        return ClassFolders.list(directory);
    }

    private void assertRefused(String message) {
        assertThatThrownBy(this::list).isInstanceOf(DataException.class).hasMessageContaining(message);
    }

    @Test
    void classesAndFilesAreInTheOrderOfTheirNames() throws Exception {
        ClassFolders folders = list();
        assertThat(folders.classes()).containsExactly("cat", "dog");
        assertThat(folders.train())
                .extracting(
                        file -> directory.relativize(file.path()).toString().replace('\\', '/') + " " + file.label())
                .containsExactly("train/cat/b.bmp 0", "train/dog/10.JPEG 1", "train/dog/2.png 1");
        assertThat(folders.test()).hasSize(2);
        assertThat(folders.name(10_000)).isEqualTo("images of 2 classes in folders");
    }

    @Test
    void whatFileManagersLeaveBehindIsPassedOver() throws Exception {
        files.put("train/dog/Thumbs.db", new byte[1]);
        files.put("train/dog/.DS_Store", new byte[1]);
        files.put("train/.hidden/x.png", new byte[1]);
        files.put("train/labels.csv", new byte[1]);
        assertThat(list().train()).hasSize(3);
    }

    @Test
    void theNameTellsCifar10ByClassesAndCounts() throws Exception {
        files.clear();
        files.putAll(CifarFixture.folders());
        assertThat(list().name(10)).isEqualTo("CIFAR-10 in image files");
        assertThat(list().name(10_000)).isEqualTo("images of 10 classes in folders");
    }

    @Test
    void theNameTellsThatImagesWereReEncoded() throws Exception {
        files.clear();
        CifarFixture.folders().forEach((name, content) -> files.put(name.replace(".png", ".jpg"), content));
        assertThat(list().name(10)).isEqualTo("CIFAR-10, JPEG re-encoded");
        files.put("train/truck/more.jpg", new byte[1]);
        assertThat(list().name(10)).isEqualTo("images of 10 classes in folders");
    }

    @Test
    void aMissingPartIsNamed() {
        files.keySet().removeIf(name -> name.startsWith("test"));
        assertRefused("Data directory " + directory
                + ": expected the folders train and test with a folder of images for each class, found train.");
    }

    @Test
    void aClassInTestThatIsNotInTrainIsRefused() {
        files.put("test/cow/1.png", new byte[1]);
        assertRefused("expected the same class folders in train and test, found cow in test and not in train.");
    }

    @Test
    void aClassInTrainThatIsNotInTestIsRefused() {
        files.put("train/cow/1.png", new byte[1]);
        assertRefused("expected the same class folders in train and test, found cow in train and not in test.");
    }

    @Test
    void anEmptyClassIsRefused() {
        files.remove("test/cat/a.webp");
        files.put("test/cat/.keep", new byte[0]);
        assertRefused("Class folder " + directory.resolve("test").resolve("cat") + ": expected images, found none.");
    }

    @Test
    void aSingleClassIsRefused() {
        files.keySet().removeIf(name -> name.contains("dog"));
        assertRefused("expected 2 to 128 classes, one folder each in train, found 1.");
    }

    @Test
    void moreClassesThanLabelsAreRefused() {
        for (int n = 0; n < 128; n++) {
            files.put("train/class" + n + "/1.png", new byte[1]);
            files.put("test/class" + n + "/1.png", new byte[1]);
        }
        assertRefused("expected 2 to 128 classes, one folder each in train, found 130.");
    }

    @Test
    void anImageOutsideOfAnyClassIsRefused() {
        files.put("train/lost.png", new byte[1]);
        assertRefused("expected images in a folder for each class, found lost.png outside of any.");
    }

    @Test
    void whatIsNoImageInAClassIsRefused() {
        files.put("train/dog/film.gif", new byte[1]);
        assertRefused("Unusable data file "
                + directory.resolve("train").resolve("dog").resolve("film.gif")
                + ": expected images of the formats bmp, jp2, jpeg, jpg, pbm, pgm, png, pnm, ppm, tif, tiff, webp in the "
                + "folder of a class, found a file with another ending.");
    }

    @Test
    void aFolderInAClassIsRefused() {
        files.put("train/dog/more/1.png", new byte[1]);
        assertRefused("found a folder.");
    }
}
