package io.github.dl4jdropout.examples.data.cifar;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.Mirrors;
import io.github.dl4jdropout.examples.data.synthetic.SyntheticShapes;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.common.resources.DL4JResources;

/**
 * CIFAR-10 from wherever it can be had, or the user's own images in class folders; the package description has the order of
 * the sources. Features are UINT8 {@code [N, 3, H, W]}, red, green, blue.
 */
public final class Cifar10 {
    /**
     * The system property that replaces the official mirror: one or more http or https addresses, separated by commas, under
     * which cifar-10-binary.tar.gz lies. Whatever they deliver must have the official checksum.
     */
    public static final String MIRRORS_PROPERTY = "dl4jdropout.cifar10.mirrors";

    private static final int LARGEST_SIDE = 4096;

    private Cifar10() {}

    /**
     * Finds, checks and reads the data, with images of 32 × 32.
     *
     * @param request what will do, and where to look
     * @return as the other method
     * @throws IOException as the other method
     */
    public static ImageData load(DataRequest request) throws IOException {
        return load(request, CifarRecordReader.SHAPE.height(), CifarRecordReader.SHAPE.width());
    }

    /**
     * Finds, checks and reads the data. DL4J's resource directory is written to if the archive has to be downloaded, or if
     * images have to be decoded or unpacked: they are kept there decoded.
     *
     * @param request what will do, and where to look
     * @param height of the images in pixels: those in class folders are scaled to it, CIFAR-10's binary files have 32
     * @param width of the images in pixels: those in class folders are scaled to it, CIFAR-10's binary files have 32
     * @return the data; {@link ImageData#synthetic()} tells whether generated shapes had to stand in
     * @throws DataException if the data is missing or must not be trained on
     * @throws IOException if reading fails, or the thread is interrupted
     * @throws IllegalArgumentException if the size is no size, or the system property holds something else than addresses
     */
    public static ImageData load(DataRequest request, int height, int width) throws IOException {
        if (height < 1 || width < 1 || height > LARGEST_SIDE || width > LARGEST_SIDE) {
            throw new IllegalArgumentException("Size of images: expected a height and a width from 1 to " + LARGEST_SIDE
                    + " pixels, received " + height + " × " + width + ".");
        }
        Path dl4j = DL4JResources.getBaseDirectory().toPath();
        return SourceOrder.load(
                request,
                new Cifar10Sources(
                        dl4j,
                        Cifar10Sources.OFFICIAL_SHA256,
                        Mirrors.of(MIRRORS_PROPERTY, Cifar10Sources.OFFICIAL_MIRRORS),
                        new Downloader(Downloader.Patience.USUAL),
                        new ImagePlaces.Settings(
                                dl4j.resolve("dl4j-dropout").resolve("images"),
                                CifarBatch.OFFICIAL,
                                CifarBatch.IMAGES,
                                height,
                                width,
                                Runtime.getRuntime().availableProcessors()),
                        () -> SyntheticShapes.likeCifar10(height, width)));
    }
}
