package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The class folders of one folder. Hidden files, and those that file managers and archives leave behind, are passed over. Anything
 * else in the folder of a class that is no image is refused, because it would be missing in the training without anyone knowing.
 */
final class ClassFolders {
    private static final List<String> ENDINGS =
            List.of("jpg", "jpeg", "png", "bmp", "pbm", "pgm", "ppm", "pnm", "tif", "tiff", "webp");
    private static final Set<String> LEFT_BEHIND = Set.of("thumbs.db", "desktop.ini", "__macosx");

    /** Lists the image files of each class, in the order of their names; adds a line to the problems for each other file. */
    static SortedMap<String, List<Path>> of(Path part, Set<String> problems) {
        SortedMap<String, List<Path>> classes = new TreeMap<>();
        for (Path entry : entries(part)) {
            String name = className(entry);
            if (!Files.isDirectory(entry)) {
                if (isImage(entry)) {
                    throw new UserException("Folder " + part + ": expected images in a folder for each class, found "
                            + name + " outside of any. Move it into the folder of its class.");
                }
            } else if (name.indexOf('\uFFFD') >= 0) {
                throw new UserException("Class folder " + entry + ": expected a name in the encoding "
                        + System.getProperty("sun.jnu.encoding") + ", which is this system's, found other characters."
                        + " Start with the environment variable LC_ALL=C.UTF-8, or rename the folder.");
            } else if (classes.put(name, images(entry, problems)) != null) {
                throw new UserException("Class folder " + entry + ": expected each name once, found it twice, written"
                        + " with different Unicode characters. Merge the two folders, or rename one.");
            }
        }
        if (classes.size() < 2) {
            throw new UserException("Folder " + part + ": expected a folder of images for each class, at least two, or"
                    + " folders train and test with these, found "
                    + (classes.isEmpty() ? "no folder" : "only " + classes.firstKey()) + ".");
        }
        return classes;
    }

    /** The name of a class folder; in Unicode, an é may be one character or two. */
    static String className(Path folder) {
        return Normalizer.normalize(folder.getFileName().toString(), Normalizer.Form.NFC);
    }

    static void refuseLacking(Path one, Set<String> classes, Path other, Set<String> others) {
        Set<String> lacking = new TreeSet<>(classes);
        lacking.removeAll(others);
        if (!lacking.isEmpty()) {
            throw new UserException("Class folders: expected the same in " + one + " and " + other + ", found "
                    + String.join(", ", lacking) + " only in " + one + ".");
        }
    }

    private static List<Path> images(Path folder, Set<String> problems) {
        List<Path> entries = entries(folder);
        if (entries.isEmpty()) {
            throw new UserException("Class folder " + folder + ": expected images, found none. Fill it, or remove the"
                    + " folders of this class.");
        }
        List<Path> images = new ArrayList<>();
        for (Path entry : entries) {
            if (isImage(entry) && Files.isRegularFile(entry)) {
                images.add(entry);
            } else {
                String other =
                        Files.exists(entry) ? "a file with another ending" : "a link to a file that is not there";
                problems.add(entry + ": expected an image (" + String.join(", ", ENDINGS) + "), found "
                        + (Files.isDirectory(entry) ? "a folder" : other));
            }
        }
        return images;
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
            throw UserException.cannotRead(folder, e);
        }
    }

    private static boolean isImage(Path path) {
        String name = path.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
