package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Somebody's own images: {@code train} and {@code test} with a folder of images for each class, or a plain folder with a folder of
 * images for each class, of which some are drawn for testing. Classes and files are in the order of their names.
 *
 * @param height with {@code width}, the size in pixels to which the images are scaled
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
    public ImageData load(Consumer<String> messages) {
        Set<String> problems = new ConcurrentSkipListSet<>(); // a line for each file that cannot be used
        Path trainFolder = directory.resolve("train");
        Path testFolder = directory.resolve("test");
        boolean parted = Files.isDirectory(trainFolder) || Files.isDirectory(testFolder);
        if (parted && testFraction.isPresent()) {
            throw new UserException("Folder " + directory + " has a folder test: expected no test fraction, received "
                    + testFraction.getAsDouble() + ".");
        }
        SortedMap<String, List<Path>> forTraining = ClassFolders.of(parted ? trainFolder : directory, problems);
        SortedMap<String, List<Path>> forTesting = parted ? ClassFolders.of(testFolder, problems) : new TreeMap<>();
        if (forTraining.containsValue(List.<Path>of()) || forTesting.containsValue(List.<Path>of())) {
            refuse(problems);
        }
        String origin = "class folders in " + directory;
        if (parted) {
            ClassFolders.refuseLacking(trainFolder, forTraining.keySet(), testFolder, forTesting.keySet());
            ClassFolders.refuseLacking(testFolder, forTesting.keySet(), trainFolder, forTraining.keySet());
        } else {
            forTraining.forEach((name, images) -> forTesting.put(name, takeForTesting(images)));
            origin += "; " + testFraction.orElse(USUAL_FRACTION) + " of each class drawn for testing";
        }
        List<String> classes = List.copyOf(forTraining.keySet());
        List<Path> training =
                forTraining.values().stream().flatMap(List::stream).toList();
        List<Path> testing = forTesting.values().stream().flatMap(List::stream).toList();
        if (train.isPresent() && train.getAsInt() < training.size()) {
            int[] drawn = ImageSet.draw(train.getAsInt(), training.size(), ImageData.DRAW_SEED);
            origin += ImageData.drawn(drawn.length, training.size());
            training = Arrays.stream(drawn).mapToObj(training::get).toList();
        }
        warnOfUnequal(classes, labels(training, classes), labels(testing, classes), messages);
        ImageSet trainSet = decode("training", training, classes, problems, messages);
        ImageSet testSet = decode("test", testing, classes, problems, messages);
        refuse(problems);
        String name = "images of " + classes.size() + " classes in folders";
        return new ImageData(name, false, origin, classes, trainSet, testSet);
    }

    private void refuse(Set<String> problems) {
        if (!problems.isEmpty()) {
            throw new UserException("Files in " + directory + " that cannot be used: " + problems.size() + ".\n  "
                    + problems.stream().limit(REPORTED).collect(Collectors.joining("\n  "))
                    + (problems.size() > REPORTED ? "\n  …" : "")
                    + "\nNothing was trained on the others; replace or remove these.");
        }
    }

    /** Draws test images from those of a class, at least one, and leaves the others, at least one. */
    private List<Path> takeForTesting(List<Path> images) {
        if (images.size() == 1) {
            throw new UserException("Class folder " + images.get(0).getParent()
                    + ": expected at least two images, one to train on and one to test on, found one.");
        }
        int n = (int) Math.round(testFraction.orElse(USUAL_FRACTION) * images.size());
        int[] drawn = ImageSet.draw(Math.max(1, Math.min(n, images.size() - 1)), images.size(), ImageData.DRAW_SEED);
        List<Path> taken = IntStream.of(drawn).sorted().mapToObj(images::get).toList();
        images.removeAll(Set.copyOf(taken));
        return taken;
    }

    private static List<Integer> labels(List<Path> images, List<String> classes) {
        return images.stream()
                .map(image -> Collections.binarySearch(classes, ClassFolders.className(image.getParent())))
                .toList();
    }

    private static void warnOfUnequal(
            List<String> classes, List<Integer> training, List<Integer> testing, Consumer<String> messages) {
        List<Integer> counts = IntStream.range(0, classes.size())
                .mapToObj(label -> Collections.frequency(training, label))
                .toList();
        int most = Collections.max(counts);
        int least = Collections.min(counts);
        if (most >= UNEQUAL * least) {
            int frequent = counts.indexOf(most);
            String name = classes.get(frequent);
            messages.accept("Careful: the classes are unequal. Training images of " + name + ": " + most + ", of "
                    + classes.get(counts.indexOf(least)) + ": " + least + "; classes without any: "
                    + Collections.frequency(counts, 0) + ". Who always answers " + name + " is right for "
                    + Collections.frequency(testing, frequent) + " of the " + testing.size() + " test images.");
        }
    }

    private ImageSet decode(
            String part, List<Path> images, List<String> classes, Set<String> problems, Consumer<String> messages) {
        int length = 3 * height * width;
        if ((long) images.size() * length > Integer.MAX_VALUE - 8) {
            throw new UserException("The " + part + " images: expected less than 2 GiB as bytes, found " + images.size()
                    + " images of 3 × " + height + " × " + width + ". Use fewer, or scale them to a smaller size.");
        }
        byte[] pixels = new byte[images.size() * length];
        int step = Math.max(1000, (images.size() + 4) / 5);
        for (int from = 0; from < images.size(); from += step) {
            int to = Math.min(from + step, images.size());
            IntStream.range(from, to).parallel().forEach(i -> {
                try {
                    System.arraycopy(Decoder.decode(images.get(i), height, width), 0, pixels, i * length, length);
                } catch (IOException e) {
                    problems.add(images.get(i) + ": " + UserException.reason(e));
                }
            });
            messages.accept("Decoding the " + part + " images: " + to + " of " + images.size());
        }
        int[] labels = labels(images, classes).stream().mapToInt(label -> label).toArray();
        return new ImageSet(pixels, labels, 3, height, width, classes.size());
    }
}
