package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.file.DirectoryListing;
import io.github.dl4jdropout.examples.data.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads images from a place on the disk, told by what lies there: class folders, CIFAR-10's binary files (also in a folder
 * "cifar-10-batches-bin"), or an archive of either. What has to be decoded or unpacked is kept decoded in a cache.
 */
final class ImagePlaces {
    private static final String BINARY_FOLDER = "cifar-10-batches-bin";

    private final Settings settings;
    private final ImageCache cache;
    private final Consumer<String> messages;

    /**
     * How to read.
     *
     * @param cache the directory of decoded images; archives are unpacked in it, for the time of reading
     * @param batches the binary files as they are to be recognised
     * @param imagesPerBatch how many images each must have
     * @param height to which image files are scaled, in pixels
     * @param width to which image files are scaled, in pixels
     * @param threads how many decode at a time
     */
    record Settings(Path cache, List<CifarBatch> batches, int imagesPerBatch, int height, int width, int threads) {}

    ImagePlaces(Settings settings, Consumer<String> messages) {
        this.settings = settings;
        this.cache = new ImageCache(settings.cache(), messages);
        this.messages = messages;
    }

    /**
     * Reads.
     *
     * @param place a directory or an archive
     * @throws DataException if there is nothing to read, or what there is must not be trained on
     */
    CompactImages read(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return readArchive(place);
        }
        if (ClassFolders.areIn(place)) {
            ClassFolders folders = ClassFolders.list(place);
            return cache.get(key(folders), "class folders in " + place, () -> decode(folders));
        }
        Optional<CifarBinary> binary = binary(place);
        if (binary.isPresent()) {
            return readBinary(binary.get());
        }
        return readArchive(onlyArchive(place));
    }

    private CompactImages decode(ClassFolders folders) throws IOException {
        return new FolderDecoder(settings.height(), settings.width(), settings.threads(), messages)
                .decode(folders, folders.name(settings.imagesPerBatch()));
    }

    private Optional<CifarBinary> binary(Path directory) {
        return Stream.of(directory, directory.resolve(BINARY_FOLDER))
                .map(folder -> new CifarBinary(folder, settings.batches(), settings.imagesPerBatch()))
                .filter(CifarBinary::isBegun)
                .findFirst();
    }

    private CompactImages readBinary(CifarBinary files) throws IOException {
        if (settings.height() != CifarRecordReader.SHAPE.height()
                || settings.width() != CifarRecordReader.SHAPE.width()) {
            throw new DataException(
                    "Size of images: expected " + settings.height() + " × " + settings.width()
                            + ", found CIFAR-10's binary files, whose images are 32 × 32 and are not scaled. Leave the size out.");
        }
        return files.read();
    }

    private Path onlyArchive(Path directory) throws IOException {
        List<Path> archives = Files.isDirectory(directory)
                ? DirectoryListing.of(directory).stream()
                        .filter(file -> file.getFileName().toString().matches("[^.].*\\.(tar\\.gz|tgz)"))
                        .toList()
                : List.of();
        if (archives.size() == 1) {
            return archives.get(0);
        }
        throw new DataException("Data directory " + directory + ": expected train and test with a folder of images for"
                + " each class, or CIFAR-10's binary files "
                + String.join(
                        ", ", settings.batches().stream().map(CifarBatch::name).toList())
                + ", or one .tar.gz of either, found " + DirectoryListing.described(directory) + ".");
    }

    private CompactImages readArchive(Path archive) throws IOException {
        MessageDigest key = newKey();
        key.update(Sha256.ofFile(archive).getBytes(StandardCharsets.UTF_8));
        return cache.get(Sha256.hex(key), "the archive " + archive, () -> unpackAndRead(archive));
    }

    private CompactImages unpackAndRead(Path archive) throws IOException {
        // Under the lock of the cache: what is left there was left by a program that was killed.
        Path folder = settings.cache().resolve("unpacked");
        try {
            deleteTree(folder);
            Files.createDirectories(folder);
            messages.accept("Unpacking " + archive);
            Tarball.unpack(archive, folder);
            return readUnpacked(folder);
        } catch (DataException e) {
            throw new DataException("Archive " + archive + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new DataException(
                    "Archive " + archive + " cannot be unpacked into " + folder + " (" + e
                            + "). Make room there, move DL4J's"
                            + " resource directory by -Dorg.deeplearning4j.resources.directory=DIR, or unpack it yourself"
                            + " and name the folder as the data directory.",
                    e);
        } finally {
            try {
                deleteTree(folder);
            } catch (IOException e) {
                messages.accept("Cannot remove " + folder + " (" + e + ").");
            }
        }
    }

    /** The data may lie in the only folder of the archive. */
    private CompactImages readUnpacked(Path folder) throws IOException {
        List<Path> entries = DirectoryListing.of(folder);
        Optional<CifarBinary> binary = binary(folder);
        if (ClassFolders.areIn(folder)) {
            return decode(ClassFolders.list(folder));
        } else if (binary.isPresent()) {
            return readBinary(binary.get());
        } else if (entries.size() == 1 && Files.isDirectory(entries.get(0))) {
            return readUnpacked(entries.get(0));
        }
        throw new DataException("expected train and test with a folder of images for each class, or CIFAR-10's binary"
                + " files, found " + DirectoryListing.described(folder) + ".");
    }

    /** Of names, sizes and times: the files themselves would take as long to read as to decode. */
    private String key(ClassFolders folders) {
        MessageDigest key = newKey();
        Stream.concat(folders.train().stream(), folders.test().stream())
                .map(file -> folders.directory().relativize(file.path()) + "\0" + file.size() + "\0" + file.modified()
                        + "\0")
                .forEach(line -> key.update(line.getBytes(StandardCharsets.UTF_8)));
        return Sha256.hex(key);
    }

    private MessageDigest newKey() {
        MessageDigest key = Sha256.newDigest();
        key.update((settings.height() + "×" + settings.width() + "\0").getBytes(StandardCharsets.UTF_8));
        return key;
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
