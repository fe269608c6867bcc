package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.file.DirectoryListing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files of a data set that lies in folders: {@code train/airplane/0000.jpg}, {@code test/airplane/0000.jpg}, one folder
 * a class, the same classes in train and test. Classes and files are in the order of their names.
 *
 * <p>Hidden files, and those that file managers leave behind, are passed over. Anything else in the folder of a class that is
 * no image is refused, because it would be missing in the training without anyone knowing.
 *
 * @param directory holds train and test
 * @param classes the names of the folders
 * @param train the training images, class by class
 * @param test the test images, class by class
 */
record ClassFolders(Path directory, List<String> classes, List<ImageFile> train, List<ImageFile> test) {
    /** What OpenCV decodes. */
    private static final Set<String> FORMATS =
            Set.of("jpg", "jpeg", "png", "bmp", "jp2", "pbm", "pgm", "ppm", "pnm", "tif", "tiff", "webp");

    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini");

    /** Labels are kept in signed bytes. */
    private static final int MOST_CLASSES = 128;

    /**
     * One file.
     *
     * @param path where it is
     * @param label the number of its class
     * @param size in bytes
     * @param modified when it was written last, in milliseconds since 1970
     */
    record ImageFile(Path path, byte label, long size, long modified) {}

    /** Whether a directory looks like this at all. */
    static boolean areIn(Path directory) {
        return Files.isDirectory(directory.resolve("train")) || Files.isDirectory(directory.resolve("test"));
    }

    /**
     * Lists the files.
     *
     * @throws DataException if the folders are not as described above
     */
    static ClassFolders list(Path directory) throws IOException {
        List<String> classes = classes(directory.resolve("train"));
        List<String> tested = classes(directory.resolve("test"));
        refuseOtherClasses(directory.resolve("test"), tested, directory.resolve("train"), classes);
        refuseOtherClasses(directory.resolve("train"), classes, directory.resolve("test"), tested);
        if (classes.size() < 2 || classes.size() > MOST_CLASSES) {
            throw new DataException("Data directory " + directory + ": expected 2 to " + MOST_CLASSES
                    + " classes, one folder each in train, found " + classes.size() + ".");
        }
        return new ClassFolders(
                directory,
                classes,
                files(directory.resolve("train"), classes),
                files(directory.resolve("test"), classes));
    }

    private static List<String> classes(Path part) throws IOException {
        if (!Files.isDirectory(part)) {
            throw new DataException(
                    "Data directory " + part.getParent() + ": expected the folders train and test with a"
                            + " folder of images for each class, found "
                            + DirectoryListing.described(part.getParent()) + ".");
        }
        List<String> classes = new ArrayList<>();
        for (Path entry : DirectoryListing.of(part)) {
            if (isPassedOver(entry)) {
                continue;
            }
            if (Files.isDirectory(entry)) {
                classes.add(entry.getFileName().toString());
            } else if (isImage(entry)) {
                throw new DataException(
                        "Data directory " + part + ": expected images in a folder for each class, found "
                                + entry.getFileName() + " outside of any. Move it into the folder of its class.");
            }
        }
        return classes;
    }

    private static void refuseOtherClasses(Path one, List<String> classes, Path other, List<String> others)
            throws DataException {
        List<String> lacking =
                classes.stream().filter(name -> !others.contains(name)).toList();
        if (!lacking.isEmpty()) {
            throw new DataException(
                    "Data directory " + one.getParent() + ": expected the same class folders in train and"
                            + " test, found " + String.join(", ", lacking) + " in " + one.getFileName() + " and not in "
                            + other.getFileName() + ".");
        }
    }

    private static List<ImageFile> files(Path part, List<String> classes) throws IOException {
        List<ImageFile> files = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folder = part.resolve(classes.get(label));
            int before = files.size();
            for (Path entry : DirectoryListing.of(folder)) {
                if (!isPassedOver(entry)) {
                    files.add(file(entry, (byte) label));
                }
            }
            if (files.size() == before) {
                throw new DataException(
                        "Class folder " + folder + ": expected images, found none. Fill it, or remove the"
                                + " folders of this class from train and test.");
            }
        }
        return files;
    }

    private static ImageFile file(Path path, byte label) throws IOException {
        if (!isImage(path) || !Files.isRegularFile(path)) {
            throw DataException.badFile(
                    path,
                    "images of the formats "
                            + String.join(", ", FORMATS.stream().sorted().toList()) + " in the folder of a class",
                    Files.isDirectory(path) ? "a folder" : "a file with another ending");
        }
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new ImageFile(
                path, label, attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    private static boolean isPassedOver(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isImage(Path path) {
        return FORMATS.contains(ending(path));
    }

    private static String ending(Path path) {
        String name = path.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * What the images are, as far as names and counts tell.
     *
     * @param imagesPerBatch of CIFAR-10's binary version
     */
    String name(int imagesPerBatch) {
        if (!isCifar10(imagesPerBatch)) {
            return "images of " + classes.size() + " classes in folders";
        }
        boolean jpeg = train.stream().allMatch(file -> ending(file.path()).matches("jpe?g"));
        return jpeg ? "CIFAR-10, JPEG re-encoded" : "CIFAR-10 in image files";
    }

    /** Whether classes and counts are those of CIFAR-10, of which five batches are trained on and one is tested on. */
    boolean isCifar10(int imagesPerBatch) {
        int perClass = imagesPerBatch / CifarRecordReader.CLASSES.size();
        return classes.equals(CifarRecordReader.CLASSES) && isEven(train, 5 * perClass) && isEven(test, perClass);
    }

    private boolean isEven(List<ImageFile> files, int images) {
        int[] counts = new int[classes.size()];
        files.forEach(file -> counts[file.label()]++);
        return Arrays.stream(counts).allMatch(count -> count == images);
    }
}
