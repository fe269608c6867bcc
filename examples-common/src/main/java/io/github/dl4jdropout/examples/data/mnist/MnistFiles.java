package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.Recognition;
import io.github.dl4jdropout.examples.data.file.DirectoryListing;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Reads the four files of MNIST's layout from a directory, gzipped or not, and decides whether they may be trained on.
 *
 * <p>Checksums tell what the data is: four official files are MNIST, four others are data in MNIST's format, Fashion-MNIST
 * for instance. A mixture of both is a damaged or mislabelled set, and is refused.
 */
final class MnistFiles {
    static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    static final ImageShape SHAPE = new ImageShape(1, 28, 28);

    private final Path directory;
    private final List<MnistFile> known;
    private final Recognition recognition;

    /**
     * @param directory where the files are
     * @param known train images, train labels, test images, test labels as they are to be recognised
     */
    MnistFiles(Path directory, List<MnistFile> known) {
        this.directory = directory;
        this.known = known;
        this.recognition = new Recognition(
                "MNIST",
                "SHA-256",
                known.stream().map(MnistFile::name).toList(),
                known.stream().map(MnistFile::contentSha256).toList());
    }

    /** The known files of which the directory has neither the plain nor the gzipped form. */
    List<MnistFile> missing() {
        return known.stream().filter(file -> !Files.exists(locate(file))).toList();
    }

    /** The plain file, or the gzipped one where that is the only one. */
    private Path locate(MnistFile file) {
        Path plain = directory.resolve(file.name());
        Path gzipped = directory.resolve(file.gzipName());
        return !Files.exists(plain) && Files.exists(gzipped) ? gzipped : plain;
    }

    /**
     * Reads the data.
     *
     * @throws DataException if a file is missing, damaged, swapped, or does not belong to the others
     */
    ImageData read() throws IOException {
        refuseIfIncomplete();
        IdxFile trainImages = readImages(0);
        IdxFile trainLabels = readLabels(1);
        IdxFile testImages = readImages(2);
        IdxFile testLabels = readLabels(3);
        boolean official = recognition.areOfficial();
        refuseIfSwapped(trainImages, testImages);
        String name = official ? "MNIST" : "MNIST-format data";
        return new ImageData(
                name,
                false,
                "IDX files in " + directory,
                CLASSES,
                SHAPE,
                dataSet(trainImages, trainLabels),
                dataSet(testImages, testLabels));
    }

    private void refuseIfIncomplete() throws IOException {
        List<MnistFile> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        throw new DataException("Data directory " + directory + ": expected the files " + names(known)
                + ", each as it is or with .gz, found " + DirectoryListing.described(directory) + "; missing: "
                + names(missing) + ".");
    }

    private static String names(List<MnistFile> files) {
        return String.join(", ", files.stream().map(MnistFile::name).toList());
    }

    private IdxFile readImages(int role) throws IOException {
        IdxFile file = recognized(role, IdxFile.readImages(locate(known.get(role))));
        if (file.rows() != SHAPE.height() || file.columns() != SHAPE.width()) {
            throw DataException.badFile(
                    file.path(),
                    "images of " + SHAPE.height() + " × " + SHAPE.width(),
                    "images of " + file.rows() + " × " + file.columns());
        }
        return file;
    }

    private IdxFile readLabels(int role) throws IOException {
        return recognized(role, IdxFile.readLabels(locate(known.get(role)), CLASSES.size()));
    }

    private IdxFile recognized(int role, IdxFile file) throws DataException {
        recognition.add(role, file.path(), file.sha256());
        return file;
    }

    private static void refuseIfSwapped(IdxFile train, IdxFile test) throws DataException {
        if (train.count() < test.count()) {
            throw DataException.badFile(
                    train.path(),
                    "at least as many training images as test images (" + test.count() + ")",
                    train.count() + " (training and test files are swapped)");
        }
        if (train.sha256().equals(test.sha256())) {
            throw DataException.badFile(test.path(), "other images than those to train on", "the same images");
        }
    }

    private static DataSet dataSet(IdxFile images, IdxFile labels) throws DataException {
        var reader = new IdxRecordReader(images, labels, CLASSES.size());
        return new RecordReaderDataSetIterator(reader, images.count(), 1, CLASSES.size()).next();
    }
}
