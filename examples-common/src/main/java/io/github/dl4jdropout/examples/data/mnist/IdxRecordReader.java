package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.data.WholeImagesReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads an IDX file of images together with its IDX file of labels, gzipped or not.
 *
 * <p>{@link #initialize(InputSplit)} takes a split of two locations, images then labels, reads both files whole and checks
 * them: a file that is cut off, damaged, too long or of the wrong kind, a label outside the classes, and files of
 * different counts are refused there with a {@link DataException}, so that no record of a bad file is ever handed out.
 *
 * <p>A record is an {@link NDArrayWritable} FLOAT {@code [1, rows × columns]}, byte b as b / 255, and an
 * {@link IntWritable} with the class. A batch ({@link #next(int)}) is two arrays, features and one-hot labels, which
 * {@code RecordReaderDataSetIterator} takes as they are: {@code new RecordReaderDataSetIterator(reader, batch, 1, classes)}.
 */
public final class IdxRecordReader extends WholeImagesReader {
    private static final long serialVersionUID = 1L;

    private final int classes;

    /**
     * A reader that is to be initialized.
     *
     * @param classes the number of classes K; labels are 0 to K - 1
     * @throws IllegalArgumentException if it is not from 1 to 128
     */
    public IdxRecordReader(int classes) {
        if (classes < 1 || classes > 128) {
            throw new IllegalArgumentException("Number of classes: expected 1 to 128, received " + classes + ".");
        }
        this.classes = classes;
    }

    /** A reader of two files that have been read and checked. */
    IdxRecordReader(IdxFile images, IdxFile labels, int classes) throws DataException {
        this(classes);
        take(images, labels);
    }

    @Override
    public void initialize(InputSplit split) throws IOException {
        // Not kept, as the base class would: splits are not serializable, and this reader is.
        URI[] locations = split.locations();
        if (locations.length != 2) {
            throw new IllegalArgumentException("An IDX reader reads pairs of files: expected two locations, images and "
                    + "labels, received " + locations.length + ".");
        }
        take(IdxFile.readImages(Path.of(locations[0])), IdxFile.readLabels(Path.of(locations[1]), classes));
    }

    private void take(IdxFile images, IdxFile labels) throws DataException {
        if (images.count() != labels.count()) {
            throw DataException.badFile(
                    labels.path(),
                    images.count() + " labels, one for each image of "
                            + images.path().getFileName(),
                    String.valueOf(labels.count()));
        }
        hold(
                new LabelledImages(images.items(), labels.items(), images.rows() * images.columns(), classes),
                images.path().toUri());
    }

    @Override
    protected INDArray features(int from, int to) {
        return content().features(from, to);
    }

    @Override
    public List<String> getLabels() {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream dataInputStream) {
        throw new UnsupportedOperationException(
                "An image and its label lie in two files, one stream cannot hold both: use initialize with a split.");
    }
}
