package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.data.Recognition;
import io.github.dl4jdropout.examples.data.file.DirectoryListing;
import io.github.dl4jdropout.examples.data.file.Sha1;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the six files of CIFAR-10's binary version from a directory and decides whether they may be trained on.
 *
 * <p>Checksums tell what the data is: six official files are CIFAR-10, six others are data in CIFAR-10's format. A mixture
 * of both is a damaged or mislabelled set, and is refused.
 */
final class CifarBinary {
    private final Path directory;
    private final List<CifarBatch> known;
    private final int imagesPerFile;

    /**
     * @param directory where the files are
     * @param known the training batches and then the test batch, as they are to be recognised
     * @param imagesPerFile how many images each must have
     */
    CifarBinary(Path directory, List<CifarBatch> known, int imagesPerFile) {
        this.directory = directory;
        this.known = known;
        this.imagesPerFile = imagesPerFile;
    }

    /** Whether at least one of the files is there. */
    boolean isBegun() {
        return known.stream().anyMatch(file -> Files.exists(directory.resolve(file.name())));
    }

    /**
     * Reads the data; its images have the shape [3, 32, 32].
     *
     * @throws DataException if a file is missing, damaged, swapped, or does not belong to the others
     */
    CompactImages read() throws IOException {
        refuseIfIncomplete();
        var recognition = new Recognition(
                "CIFAR-10",
                "SHA-1",
                known.stream().map(CifarBatch::name).toList(),
                known.stream().map(CifarBatch::sha1).toList());
        List<byte[]> contents = new ArrayList<>();
        for (int role = 0; role < known.size(); role++) {
            Path path = directory.resolve(known.get(role).name());
            refuseOtherLength(path);
            contents.add(Files.readAllBytes(path));
            recognition.add(role, path, Sha1.of(contents.get(role)));
        }
        LabelledImages train = images(contents, false);
        LabelledImages test = images(contents, true);
        boolean official = recognition.areOfficial();
        refuseIfRepeated(contents);
        ImageShape shape = CifarRecordReader.SHAPE;
        return new CompactImages(
                official ? "CIFAR-10" : "CIFAR-10 format data",
                "binary files in " + directory,
                classes(),
                shape,
                train,
                test);
    }

    private void refuseIfIncomplete() throws IOException {
        List<String> missing = known.stream()
                .map(CifarBatch::name)
                .filter(name -> !Files.exists(directory.resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            String names =
                    String.join(", ", known.stream().map(CifarBatch::name).toList());
            throw new DataException("Data directory " + directory + ": expected the files " + names + ", found "
                    + DirectoryListing.described(directory) + "; missing: " + String.join(", ", missing) + ".");
        }
    }

    /** Before it is read: a file of another length may be anything, and of any size. */
    private void refuseOtherLength(Path path) throws IOException {
        long length = Files.size(path);
        long expected = (long) imagesPerFile * CifarRecordReader.RECORD;
        if (length != expected) {
            throw DataException.badFile(
                    path,
                    expected + " bytes, " + imagesPerFile + " images of " + CifarRecordReader.RECORD,
                    length + " bytes" + (length < expected ? " (the file is cut off)" : ""));
        }
    }

    private LabelledImages images(List<byte[]> contents, boolean test) throws DataException {
        List<Path> paths = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        for (int role = 0; role < known.size(); role++) {
            if (known.get(role).isTest() == test) {
                paths.add(directory.resolve(known.get(role).name()));
                files.add(contents.get(role));
            }
        }
        try (var reader = new CifarRecordReader()) {
            reader.take(paths, files);
            return reader.content();
        }
    }

    private void refuseIfRepeated(List<byte[]> contents) throws DataException {
        for (int role = 1; role < known.size(); role++) {
            for (int other = 0; other < role; other++) {
                if (Arrays.equals(contents.get(role), contents.get(other))) {
                    throw DataException.badFile(
                            directory.resolve(known.get(role).name()),
                            "other images than those of " + known.get(other).name(),
                            "the same images");
                }
            }
        }
    }

    /** Those of batches.meta.txt, which the official archive has, or the official ones if it is absent. */
    private List<String> classes() throws IOException {
        Path meta = directory.resolve("batches.meta.txt");
        if (!Files.exists(meta)) {
            return CifarRecordReader.CLASSES;
        }
        List<String> names = Files.readAllLines(meta).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != CifarRecordReader.CLASSES.size()) {
            throw DataException.badFile(
                    meta, CifarRecordReader.CLASSES.size() + " class names, one a line", names.size() + " of them");
        }
        return names;
    }
}
