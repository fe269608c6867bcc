package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.LabelledImages;
import io.github.dl4jdropout.examples.data.cifar.ClassFolders.ImageFile;
import io.github.dl4jdropout.examples.record.ImageShape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.datavec.api.split.CollectionInputSplit;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.image.recordreader.ImageRecordReader;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Decodes image files into bytes, red, green, blue, each image scaled to one height and width. Each thread takes a
 * stretch of files after the other and reads it with an {@link ImageRecordReader} of its own; where an image goes depends on
 * its place in the list alone, so the result does not depend on the number of threads.
 */
final class FolderDecoder {
    private static final int STRETCH = 500;

    private final ImageShape shape;
    private final int threads;
    private final Consumer<String> messages;

    /**
     * @param height of the images in pixels
     * @param width of the images in pixels
     * @param threads how many decode at a time
     * @param messages takes the progress, in the calling thread
     */
    FolderDecoder(int height, int width, int threads, Consumer<String> messages) {
        this.shape = new ImageShape(3, height, width);
        this.threads = threads;
        this.messages = messages;
    }

    /**
     * Decodes all images.
     *
     * @param folders where they are
     * @param name what they are
     * @throws DataException if one is unreadable, the first of them in the order of the list
     */
    CompactImages decode(ClassFolders folders, String name) throws IOException {
        LabelledImages train =
                decode("training", folders.train(), folders.classes().size());
        LabelledImages test = decode("test", folders.test(), folders.classes().size());
        return new CompactImages(
                name, "class folders in " + folders.directory(), folders.classes(), shape, train, test);
    }

    private LabelledImages decode(String part, List<ImageFile> files, int classes) throws IOException {
        if ((long) files.size() * shape.length() > Integer.MAX_VALUE - 8) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "The %s images: expected less than 2 GiB as bytes, found %d images of %d × %d × %d. Use fewer of"
                            + " them, or scale them to a smaller height and width.",
                    part,
                    files.size(),
                    shape.channels(),
                    shape.height(),
                    shape.width()));
        }
        byte[] pixels = new byte[files.size() * shape.length()];
        byte[] labels = new byte[files.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = files.get(i).label();
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> stretches = new ArrayList<>();
            for (int from = 0; from < files.size(); from += STRETCH) {
                int begin = from;
                int end = Math.min(files.size(), from + STRETCH);
                stretches.add(workers.submit(() -> {
                    decodeStretch(files, begin, end, pixels);
                    return null;
                }));
            }
            await(part, stretches, files.size());
        } finally {
            workers.shutdownNow();
        }
        return new LabelledImages(pixels, labels, shape.length(), classes);
    }

    private void await(String part, List<Future<?>> stretches, int images) throws IOException {
        int step = Math.max(1, stretches.size() / 5);
        for (int i = 0; i < stretches.size(); i++) {
            try {
                stretches.get(i).get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("The decoding of images was interrupted.");
            }
            boolean last = i == stretches.size() - 1;
            if (last || (i + 1) % step == 0) {
                messages.accept(String.format(
                        Locale.ROOT,
                        "Decoding the %s images: %,d of %,d",
                        part,
                        last ? images : (i + 1) * STRETCH,
                        images));
            }
        }
    }

    private void decodeStretch(List<ImageFile> files, int begin, int end, byte[] pixels) throws IOException {
        List<URI> stretch = files.subList(begin, end).stream()
                .map(file -> file.path().toUri())
                .toList();
        try (var reader = new ImageRecordReader(shape.height(), shape.width(), shape.channels())) {
            reader.initialize(new CollectionInputSplit(stretch));
            for (int i = begin; i < end; i++) {
                Path path = files.get(i).path();
                JpegEnd.refuseIfCutOff(path);
                try (INDArray image = next(reader, path)) {
                    store(image, path, pixels, i * shape.length());
                }
            }
        }
    }

    private static INDArray next(ImageRecordReader reader, Path path) throws IOException {
        try {
            return ((NDArrayWritable) reader.next().get(0)).get();
        } catch (LinkageError e) {
            // What OpenCV cannot decode, DataVec tries with Leptonica, whose native library is not on board.
            throw undecodable(path, "none", e);
        } catch (RuntimeException e) {
            throw undecodable(path, String.valueOf(e.getMessage()), e);
        }
    }

    private static DataException undecodable(Path path, String found, Throwable cause) {
        return DataException.badFile(path, "an image that OpenCV can decode", found, cause);
    }

    /** OpenCV's order of channels is blue, green, red. */
    private void store(INDArray image, Path path, byte[] pixels, int at) throws DataException {
        FloatBuffer values = image.data().asNioFloat();
        int plane = shape.height() * shape.width();
        for (int channel = 0; channel < shape.channels(); channel++) {
            int from = (shape.channels() - 1 - channel) * plane;
            for (int p = 0; p < plane; p++) {
                float value = values.get(from + p);
                int pixel = (int) value;
                if (pixel != value || pixel < 0 || pixel > 255) {
                    throw DataException.badFile(
                            path, "8 bits a channel, whole numbers from 0 to 255", "the value " + value);
                }
                pixels[at + channel * plane + p] = (byte) pixel;
            }
        }
    }
}
