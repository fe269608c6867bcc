package io.github.dl4jdropout.examples.data;

import io.github.dl4jdropout.examples.data.ClassFolders.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Somebody's own images: {@code train} and {@code test} with a folder of images for each class, or a plain folder with a folder of
 * images for each class, of which some are drawn for testing. Classes and files are in the order of their names.
 *
 * @param directory the folder
 * @param height to which the images are scaled, in pixels
 * @param width to which the images are scaled, in pixels
 * @param testFraction the part of each class that is drawn for testing from a plain folder; empty: a fifth
 * @param train how many training images are drawn, before anything is decoded; empty, or more than there are: all
 */
public record ImageFolder(Path directory, int height, int width, OptionalDouble testFraction, OptionalInt train)
        implements ImageData.Source {
    private static final double USUAL_FRACTION = 0.2;
    private static final int REPORTED = 20;
    private static final double UNEQUAL = 10;

    public ImageFolder {
        double fraction = testFraction.orElse(USUAL_FRACTION);
        if (height < 1 || width < 1 || height > 4096 || width > 4096 || !(fraction > 0 && fraction < 1)) {
            throw new UserException("Images in folders: expected a height and a width from 1 to 4096 pixels and a test"
                    + " fraction between 0 and 1, received " + height + " × " + width + " and " + fraction + ".");
        }
    }

    /** Tells a folder of images from CIFAR-10's archive or a folder with that. */
    public static boolean isOne(Path place) {
        return Files.isDirectory(place) && !Files.exists(place.resolve(Cifar10.ARCHIVE));
    }

    @Override
    public ImageData load(Consumer<String> messages) throws IOException {
        List<String> problems = new ArrayList<>();
        List<Item> testing = new ArrayList<>();
        Path trainFolder = directory.resolve("train");
        Path testFolder = directory.resolve("test");
        boolean parted = Files.isDirectory(trainFolder) || Files.isDirectory(testFolder);
        Map<String, Path> folders = ClassFolders.of(parted ? trainFolder : directory);
        List<String> classes = List.copyOf(folders.keySet());
        List<Item> all = ClassFolders.files(folders, classes, problems);
        String origin = "class folders in " + directory;
        if (!parted) {
            all = split(all, classes.size(), testing);
            origin += "; " + testFraction.orElse(USUAL_FRACTION) + " of each class drawn for testing";
        } else if (testFraction.isPresent()) {
            throw new UserException("Folder " + directory + " has a folder test: expected no test fraction, received "
                    + testFraction.getAsDouble() + ".");
        } else {
            Map<String, Path> tested = ClassFolders.of(testFolder);
            ClassFolders.refuseLacking(trainFolder, folders, testFolder, tested);
            ClassFolders.refuseLacking(testFolder, tested, trainFolder, folders);
            testing.addAll(ClassFolders.files(tested, classes, problems));
        }
        List<Item> training = all;
        if (train.isPresent() && train.getAsInt() < all.size()) {
            int[] drawn = ImageSet.draw(train.getAsInt(), all.size(), ImageData.DRAW_SEED);
            training = Arrays.stream(drawn).mapToObj(all::get).toList();
            origin += ImageData.drawn(drawn.length, all.size());
        }
        if (training.isEmpty() || testing.isEmpty()) {
            refuse(problems);
        }
        warn(classes, training, testing, messages);
        ImageSet trainSet = decode("training", training, classes.size(), problems, messages);
        ImageSet testSet = decode("test", testing, classes.size(), problems, messages);
        refuse(problems);
        return new ImageData(name(classes, all, testing), false, origin, classes, trainSet, testSet);
    }

    private void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UserException("Files in " + directory + " that cannot be used: " + problems.size() + ".\n  "
                    + String.join("\n  ", problems.subList(0, Math.min(REPORTED, problems.size())))
                    + (problems.size() > REPORTED ? "\n  …" : "")
                    + "\nNothing was trained on the others; replace or remove these.");
        }
    }

    /** Draws test images from each class, at least one, and returns the others. */
    private List<Item> split(List<Item> all, int classes, List<Item> testing) {
        List<Item> training = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int number = label;
            List<Item> items =
                    all.stream().filter(item -> item.label() == number).toList();
            int n = (int) Math.round(testFraction.orElse(USUAL_FRACTION) * items.size());
            if (items.size() == 1) {
                throw new UserException("Class folder " + items.get(0).path().getParent()
                        + ": expected at least two images, one to train on and one to test on, found one.");
            } else if (!items.isEmpty()) {
                int[] drawn =
                        ImageSet.draw(Math.max(1, Math.min(n, items.size() - 1)), items.size(), ImageData.DRAW_SEED);
                Set<Item> test = IntStream.of(drawn).mapToObj(items::get).collect(Collectors.toSet());
                items.forEach(item -> (test.contains(item) ? testing : training).add(item));
            }
        }
        return training;
    }

    private static void warn(List<String> classes, List<Item> training, List<Item> testing, Consumer<String> messages) {
        int[] counts = counts(training, classes.size());
        List<Integer> order = IntStream.range(0, counts.length)
                .boxed()
                .sorted(Comparator.comparingInt(c -> counts[c]))
                .toList();
        int least = order.get(0);
        int most = order.get(order.size() - 1);
        if (counts[most] >= UNEQUAL * counts[least]) {
            long absent = order.stream().filter(c -> counts[c] == 0).count();
            int right = counts(testing, classes.size())[most];
            messages.accept("Careful: the classes are unequal. Training images of " + classes.get(most) + ": "
                    + counts[most] + ", of " + classes.get(least) + ": " + counts[least] + "; classes without any: "
                    + absent + ". Who always answers " + classes.get(most) + " is right for " + right + " of the "
                    + testing.size() + " test images.");
        }
    }

    private static int[] counts(List<Item> items, int classes) {
        int[] counts = new int[classes];
        items.forEach(item -> counts[item.label()]++);
        return counts;
    }

    /** CIFAR-10 as pictures is told by its classes and their counts. */
    private static String name(List<String> classes, List<Item> train, List<Item> test) {
        boolean cifar10 = classes.equals(Cifar10.CLASSES)
                && Arrays.stream(counts(train, classes.size())).allMatch(count -> count == 5000)
                && Arrays.stream(counts(test, classes.size())).allMatch(count -> count == 1000);
        if (!cifar10) {
            return "images of " + classes.size() + " classes in folders";
        }
        boolean jpeg = train.stream().allMatch(item -> item.path().toString().matches("(?i).*\\.jpe?g"));
        return jpeg ? "CIFAR-10, JPEG re-encoded" : "CIFAR-10 in image files";
    }

    private ImageSet decode(
            String part, List<Item> items, int classes, List<String> problems, Consumer<String> messages) {
        int length = 3 * height * width;
        if ((long) items.size() * length > Integer.MAX_VALUE - 8) {
            throw new UserException("The " + part + " images: expected less than 2 GiB as bytes, found " + items.size()
                    + " images of 3 × " + height + " × " + width
                    + ". Use fewer of them, or scale them to a smaller size.");
        }
        byte[] pixels = new byte[items.size() * length];
        String[] found = new String[items.size()];
        int step = Math.max(1000, (items.size() + 4) / 5);
        for (int from = 0; from < items.size(); from += step) {
            int to = Math.min(from + step, items.size());
            IntStream.range(from, to).parallel().forEach(i -> {
                try {
                    byte[] image = Decoder.decode(items.get(i).path(), height, width);
                    System.arraycopy(image, 0, pixels, i * length, length);
                } catch (IOException e) {
                    found[i] = items.get(i).path() + ": " + UserException.reason(e);
                }
            });
            messages.accept("Decoding the " + part + " images: " + to + " of " + items.size());
        }
        Stream.of(found).filter(Objects::nonNull).sorted().forEach(problems::add);
        int[] labels = items.stream().mapToInt(Item::label).toArray();
        return ImageSet.of(pixels, labels, 3, height, width, classes);
    }
}
