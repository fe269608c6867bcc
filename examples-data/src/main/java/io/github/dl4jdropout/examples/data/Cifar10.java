package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.deeplearning4j.common.resources.DL4JResources;

/**
 * CIFAR-10 from the official archive of its binary version: one label byte, then 1,024 red, 1,024 green and 1,024 blue bytes per
 * image, row by row (A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009). The archive is read as a stream:
 * nothing is unpacked.
 */
public final class Cifar10 {
    /** The file name of the archive. */
    public static final String ARCHIVE = "cifar-10-binary.tar.gz";

    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final int SIDE = 32;
    private static final int PIXELS = 3 * SIDE * SIDE;
    private static final int TRAIN_BATCHES = 5;

    /** Of the 170,052,171 bytes whose MD5 is published beside them as c32a1d4ab5d03f1284b67883e8d87530. */
    private static final Cifar10 OFFICIAL =
            new Cifar10("c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd", 10_000);

    private final String sha256;
    private final int perBatch;

    Cifar10(String sha256, int perBatch) {
        this.sha256 = sha256;
        this.perBatch = perBatch;
    }

    /**
     * The images from an archive or a folder with it that the user named, or else from DL4J's folder, to which it is downloaded if
     * need be.
     */
    public static ImageData.Source source(Optional<Path> place) {
        return OFFICIAL.from(place);
    }

    ImageData.Source from(Optional<Path> place) {
        return messages -> read(
                place.isEmpty()
                        ? obtain(messages)
                        : Files.isDirectory(place.get()) ? place.get().resolve(ARCHIVE) : place.get());
    }

    private Path obtain(Consumer<String> messages) {
        // Not in data/cifar10: DL4J takes that for complete when anything lies in it.
        Path archive = DL4JResources.getBaseDirectory()
                .toPath()
                .resolve("data/cifar10-binary")
                .resolve(ARCHIVE);
        try {
            Download.USUAL.fetch(
                    Download.mirrors("cifar10", "https://www.cs.toronto.edu/~kriz/"), sha256, archive, messages);
            return archive;
        } catch (IOException e) {
            throw new UserException.Absent("CIFAR-10", e, ARCHIVE, archive.getParent(), "cifar10");
        }
    }

    private ImageData read(Path archive) throws IOException {
        if (!Files.exists(archive)) {
            throw new UserException(
                    "CIFAR-10: expected its official archive " + ARCHIVE + ", found no " + archive + ".");
        }
        String digest = Download.sha256(archive);
        if (!digest.equals(sha256)) {
            throw UserException.badFile(
                    archive,
                    "CIFAR-10's official " + ARCHIVE + " (SHA-256 " + sha256 + ")",
                    "a cut off, damaged or other file (SHA-256 " + digest + ")");
        }
        byte[] train = new byte[TRAIN_BATCHES * perBatch * PIXELS];
        int[] trainLabels = new int[TRAIN_BATCHES * perBatch];
        byte[] test = new byte[perBatch * PIXELS];
        int[] testLabels = new int[perBatch];
        try (InputStream file = Download.open(archive)) {
            var tar = new TarArchiveInputStream(new GZIPInputStream(file, 1 << 16));
            for (TarArchiveEntry entry = tar.getNextTarEntry(); entry != null; entry = tar.getNextTarEntry()) {
                String name = Path.of(entry.getName()).getFileName().toString();
                if (name.equals("test_batch.bin")) {
                    read(tar, 0, test, testLabels);
                } else if (name.matches("data_batch_[1-" + TRAIN_BATCHES + "]\\.bin")) {
                    read(tar, name.charAt("data_batch_".length()) - '1', train, trainLabels);
                }
            }
        }
        return new ImageData(
                "CIFAR-10",
                false,
                "the official archive " + archive,
                CLASSES,
                ImageSet.of(train, trainLabels, 3, SIDE, SIDE, CLASSES.size()),
                ImageSet.of(test, testLabels, 3, SIDE, SIDE, CLASSES.size()));
    }

    private void read(InputStream file, int batch, byte[] pixels, int[] labels) throws IOException {
        for (int i = batch * perBatch; i < (batch + 1) * perBatch; i++) {
            labels[i] = file.read();
            file.readNBytes(pixels, i * PIXELS, PIXELS);
        }
    }
}
