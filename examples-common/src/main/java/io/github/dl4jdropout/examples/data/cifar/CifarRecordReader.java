package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.data.Pixels;
import io.github.dl4jdropout.examples.data.WholeImagesReader;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads batch files of CIFAR-10's binary version: one label byte, then 1,024 red, 1,024 green and 1,024 blue bytes an image,
 * row by row (A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009).
 *
 * <p>{@link #initialize(InputSplit)} takes a split of one file or more, and reads those and no others, in the order of the
 * split. A file that is cut off within an image, is empty or has a label above 9 is refused there with a
 * {@link DataException}.
 *
 * <p>A record is an {@link NDArrayWritable} FLOAT {@code [1, 3, 32, 32]} from 0 to 255, as DataVec's
 * {@code ImageRecordReader} gives images except that red comes first and not blue, and an {@link IntWritable} with the
 * class. A batch ({@link #next(int)}) is two arrays, features and one-hot labels, which {@code RecordReaderDataSetIterator}
 * takes as they are: {@code new RecordReaderDataSetIterator(reader, batch, 1, 10)}.
 */
public final class CifarRecordReader extends WholeImagesReader {
    /** The classes, in the order of the labels. */
    public static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    static final ImageShape SHAPE = new ImageShape(3, 32, 32);

    /** Bytes of an image with its label. */
    static final int RECORD = 1 + SHAPE.length();

    private static final long serialVersionUID = 1L;

    /** A reader that is to be initialized. */
    public CifarRecordReader() {}

    @Override
    public void initialize(InputSplit split) throws IOException {
        // Not kept, as the base class would: splits are not serializable, and this reader is.
        URI[] locations = split.locations();
        if (locations.length == 0) {
            throw new IllegalArgumentException("Batch files to read: expected one location or more, received none.");
        }
        List<Path> paths = new ArrayList<>();
        List<byte[]> files = new ArrayList<>();
        for (URI location : locations) {
            paths.add(Path.of(location));
            files.add(Files.readAllBytes(paths.get(paths.size() - 1)));
        }
        take(paths, files);
    }

    /** Takes files that have been read; their order is that of the images. */
    void take(List<Path> paths, List<byte[]> files) throws DataException {
        long count = 0;
        for (int i = 0; i < files.size(); i++) {
            count += records(paths.get(i), files.get(i));
        }
        if (count * SHAPE.length() > Integer.MAX_VALUE - 8) {
            throw new DataException("Batch files from " + paths.get(0)
                    + " on: expected less than 2 GiB of pixels, found " + count + " images.");
        }
        byte[] pixels = new byte[(int) count * SHAPE.length()];
        byte[] labels = new byte[(int) count];
        int image = 0;
        for (byte[] file : files) {
            for (int at = 0; at < file.length; at += RECORD, image++) {
                labels[image] = file[at];
                System.arraycopy(file, at + 1, pixels, image * SHAPE.length(), SHAPE.length());
            }
        }
        hold(
                new LabelledImages(pixels, labels, SHAPE.length(), CLASSES.size()),
                paths.get(0).toUri());
    }

    private static int records(Path path, byte[] file) throws DataException {
        if (file.length == 0 || file.length % RECORD != 0) {
            throw DataException.badFile(
                    path,
                    "images of " + RECORD + " bytes each, one or more",
                    file.length + " bytes, "
                            + (file.length == 0 ? "none" : file.length % RECORD + " more than whole images have"));
        }
        for (int at = 0; at < file.length; at += RECORD) {
            int label = Byte.toUnsignedInt(file[at]);
            if (label >= CLASSES.size()) {
                throw DataException.badFile(
                        path,
                        "labels from 0 to " + (CLASSES.size() - 1),
                        "label " + label + " at image " + at / RECORD);
            }
        }
        return file.length / RECORD;
    }

    @Override
    protected INDArray features(int from, int to) {
        byte[] pixels = Arrays.copyOfRange(content().pixels(), from * SHAPE.length(), to * SHAPE.length());
        return Pixels.ofBytes(pixels, to - from, SHAPE.channels(), SHAPE.height(), SHAPE.width())
                .castTo(DataType.FLOAT);
    }

    @Override
    public List<String> getLabels() {
        return CLASSES;
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream dataInputStream) {
        throw new UnsupportedOperationException("A batch file holds many images: use initialize with a split.");
    }
}
