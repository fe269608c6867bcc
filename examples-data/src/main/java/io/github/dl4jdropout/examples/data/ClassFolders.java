package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The image files in the class folders of one folder, in the order of their names.
 *
 * <p>Hidden files, and those that file managers and archives leave behind, are passed over. Anything else in the folder of a class
 * that is no image is refused, because it would be missing in the training without anyone knowing.
 */
final class ClassFolders {
    private static final List<String> ENDINGS =
            List.of("jpg", "jpeg", "png", "bmp", "pbm", "pgm", "ppm", "pnm", "tif", "tiff", "webp");
    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini", "__macosx");

    /** An image file and the number of its class. */
    record Item(Path path, int label) {}

    private ClassFolders() {}

    /** The class folders of a part, by their names; in Unicode, an é may be one character or two. */
    static Map<String, Path> of(Path part) {
        Map<String, Path> classes = new LinkedHashMap<>();
        for (Path entry : entries(part)) {
            String name = Normalizer.normalize(entry.getFileName().toString(), Normalizer.Form.NFC);
            if (!Files.isDirectory(entry)) {
                if (isImage(entry)) {
                    throw new UserException("Folder " + part + ": expected images in a folder for each class, found "
                            + name + " outside of any. Move it into the folder of its class.");
                }
            } else if (name.indexOf('\uFFFD') >= 0) {
                throw new UserException("Class folder " + entry + ": expected a name in the encoding "
                        + System.getProperty("sun.jnu.encoding") + ", which is this system's, found other characters."
                        + " Start with the environment variable LC_ALL=C.UTF-8, or rename the folder.");
            } else if (classes.put(name, entry) != null) {
                throw new UserException("Class folder " + entry + ": expected each name once, found it twice, written"
                        + " with different Unicode characters. Merge the two folders, or rename one.");
            }
        }
        if (classes.size() < 2) {
            throw new UserException("Folder " + part + ": expected a folder of images for each class, at least two, or"
                    + " folders train and test with these, found "
                    + (classes.isEmpty() ? "no folder" : "only " + String.join("", classes.keySet())) + ".");
        }
        return classes;
    }

    static void refuseLacking(Path one, Map<String, Path> classes, Path other, Map<String, Path> others) {
        List<String> lacking = classes.keySet().stream()
                .filter(name -> !others.containsKey(name))
                .toList();
        if (!lacking.isEmpty()) {
            throw new UserException("Class folders: expected the same in " + one + " and " + other + ", found "
                    + String.join(", ", lacking) + " only in " + one + ".");
        }
    }

    static List<Item> files(Map<String, Path> folders, List<String> classes, List<String> problems) {
        List<Item> files = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folder = Objects.requireNonNull(folders.get(classes.get(label)));
            int before = files.size() + problems.size();
            for (Path entry : entries(folder)) {
                if (isImage(entry) && Files.isRegularFile(entry)) {
                    files.add(new Item(entry, label));
                } else {
                    problems.add(
                            entry + ": expected an image (" + String.join(", ", ENDINGS) + "), found " + kind(entry));
                }
            }
            if (files.size() + problems.size() == before) {
                throw new UserException("Class folder " + folder + ": expected images, found none. Fill it, or remove"
                        + " the folders of this class.");
            }
        }
        return files;
    }

    private static String kind(Path entry) {
        if (Files.isDirectory(entry)) {
            return "a folder";
        }
        return Files.exists(entry) ? "a file with another ending" : "a link to a file that is not there";
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> {
                        String name = entry.getFileName().toString();
                        return !name.startsWith(".") && !LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
                    })
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("Cannot read folder " + folder + ": " + UserException.reason(e) + ".", e);
        }
    }

    private static boolean isImage(Path path) {
        String name = path.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
