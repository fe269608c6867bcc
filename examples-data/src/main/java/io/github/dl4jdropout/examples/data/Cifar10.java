package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * CIFAR-10 from the official archive of its binary version: one label byte, then 1,024 red, 1,024 green and 1,024 blue bytes per
 * image, row by row (A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009). The archive is read as a stream:
 * nothing is unpacked.
 */
public record Cifar10(String sha256) {
    public static final String ARCHIVE = "cifar-10-binary.tar.gz";

    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;

    /** Of the 170,052,171 bytes whose MD5 is published beside them as c32a1d4ab5d03f1284b67883e8d87530. */
    private static final Cifar10 OFFICIAL =
            new Cifar10("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd");

    /** The images from an archive or a folder with it that the user named, or else from DL4J's folder, downloaded if need be. */
    public static ImageData.Source source(Optional<Path> place) {
        return OFFICIAL.from(place);
    }

    ImageData.Source from(Optional<Path> place) {
        return messages -> read(place.map(named -> Files.isDirectory(named) ? named.resolve(ARCHIVE) : named)
                .orElseGet(() -> obtain(messages)));
    }

    private Path obtain(Consumer<String> messages) {
        // Not in data/cifar10: DL4J takes that for complete when anything lies in it.
        String folder = "data/cifar10-binary";
        return Download.of("CIFAR-10", ARCHIVE, folder, "cifar10", List.of("https://www.cs.toronto.edu/~kriz/"))
                .fetch(ARCHIVE, sha256, messages);
    }

    private ImageData read(Path archive) {
        String official = "CIFAR-10's official " + ARCHIVE + " (SHA-256 " + sha256 + ")";
        if (!Files.exists(archive)) {
            throw new UserException("Images: expected " + official + ", found no " + archive + ".");
        }
        byte[][] batches = new byte[6][]; // the last one is for testing
        try (InputStream file = Files.newInputStream(archive)) {
            String digest = Download.sha256(archive);
            if (!digest.equals(sha256)) {
                String found = "a cut off, damaged or other file (SHA-256 " + digest + ")";
                throw UserException.badFile(archive, official, found);
            }
            var tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16));
            for (TarArchiveEntry entry = tar.getNextTarEntry(); entry != null; entry = tar.getNextTarEntry()) {
                String name = entry.getName();
                if (name.endsWith("/test_batch.bin")) {
                    batches[5] = tar.readAllBytes();
                } else if (name.matches(".*/data_batch_[1-5]\\.bin")) {
                    batches[name.charAt(name.length() - 5) - '1'] = tar.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw UserException.cannotRead(archive, e);
        }
        ImageSet train = images(Arrays.copyOf(batches, 5));
        return new ImageData("CIFAR-10", false, "the official archive " + archive, CLASSES, train, images(batches[5]));
    }

    private static ImageSet images(byte[]... batches) {
        int perBatch = batches[0].length / (1 + PIXELS);
        int[] labels = new int[batches.length * perBatch];
        byte[] pixels = new byte[labels.length * PIXELS];
        for (int i = 0; i < labels.length; i++) {
            byte[] batch = batches[i / perBatch];
            int at = i % perBatch * (1 + PIXELS);
            labels[i] = batch[at];
            System.arraycopy(batch, at + 1, pixels, i * PIXELS, PIXELS);
        }
        return new ImageSet(pixels, labels, 3, SIDE, SIDE, CLASSES.size());
    }
}
