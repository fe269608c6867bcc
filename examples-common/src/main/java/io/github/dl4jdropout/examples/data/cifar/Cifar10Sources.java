package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.RemoteFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where CIFAR-10 is looked for.
 *
 * @param dl4jDirectory DL4J's resource directory
 * @param archiveSha256 the digest of the official archive
 * @param mirrors addresses under which the archive lies, each ending in a slash
 * @param downloader fetches from them
 * @param reading how to read what was found
 * @param generator draws the images that stand in
 */
record Cifar10Sources(
        Path dl4jDirectory,
        String archiveSha256,
        List<URI> mirrors,
        Downloader downloader,
        ImagePlaces.Settings reading,
        Supplier<ImageData> generator)
        implements SourceOrder.Sources {

    static final List<URI> OFFICIAL_MIRRORS = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));

    /** Of the 170,052,171 bytes whose MD5 is published beside them as c32a1d4ab5d03f1284b67883e8d87530. */
    static final String OFFICIAL_SHA256 = "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

    private static final String ARCHIVE = "cifar-10-binary.tar.gz";

    /** Where DL4J's {@code Cifar10DataSetIterator} has its images. */
    private Path dl4jImages() {
        return dl4jDirectory.resolve("data").resolve("cifar10");
    }

    /** Not in the folder above: DL4J takes that for complete when anything lies in it. */
    private Path archive() {
        return dl4jDirectory.resolve("data").resolve("cifar10-binary").resolve(ARCHIVE);
    }

    @Override
    public String dataSet() {
        return "CIFAR-10";
    }

    @Override
    public String standIn() {
        return "synthetic shapes";
    }

    @Override
    public Path obtain(Consumer<String> messages) throws IOException {
        if (ClassFolders.areIn(dl4jImages()) && isComplete(messages)) {
            return dl4jImages();
        }
        List<URI> addresses =
                mirrors.stream().map(mirror -> mirror.resolve(ARCHIVE)).toList();
        downloader.fetch(new RemoteFile(addresses, archiveSha256, archive()), messages);
        return archive();
    }

    private boolean isComplete(Consumer<String> messages) throws IOException {
        String found;
        try {
            ClassFolders folders = ClassFolders.list(dl4jImages());
            if (folders.isCifar10(reading.imagesPerBatch())) {
                return true;
            }
            found = folders.name(reading.imagesPerBatch());
        } catch (DataException e) {
            found = e.getMessage();
        }
        messages.accept("Passing over " + dl4jImages() + ": expected all images of CIFAR-10, found " + found);
        return false;
    }

    @Override
    public ImageData read(Path place, Consumer<String> messages) throws IOException {
        return new ImagePlaces(reading, messages).read(place).data();
    }

    @Override
    public ImageData generate() {
        return generator.get();
    }

    @Override
    public List<String> ways() {
        return List.of(
                "Put " + ARCHIVE + ", the files in it, or train and test with a folder of images for each class into a"
                        + " directory and name it as the data directory (--data-dir).",
                "Put " + ARCHIVE + " into " + archive().getParent() + ", or DL4J's own copy into " + dl4jImages()
                        + " (both moved by -Dorg.deeplearning4j.resources.directory=DIR).",
                "Let this program download it: give it a network (a proxy by -Dhttps.proxyHost=HOST"
                        + " -Dhttps.proxyPort=PORT) or another mirror by -D" + Cifar10.MIRRORS_PROPERTY + "=URL.");
    }
}
