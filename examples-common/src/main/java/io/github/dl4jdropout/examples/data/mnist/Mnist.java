package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.Mirrors;
import io.github.dl4jdropout.examples.data.synthetic.SyntheticDigits;
import java.io.IOException;
import org.deeplearning4j.common.resources.DL4JResources;

/** MNIST from wherever it can be had; the package description has the order of the sources. */
public final class Mnist {
    /**
     * The system property that replaces the official mirrors: one or more http or https addresses, separated by commas,
     * under which the four gzipped files lie. Whatever they deliver must have the official checksums.
     */
    public static final String MIRRORS_PROPERTY = "dl4jdropout.mnist.mirrors";

    private Mnist() {}

    /**
     * Finds, checks and reads the data. DL4J's resource directory is written to if the files have to be downloaded.
     *
     * @param request what will do, and where to look
     * @return the data; {@link ImageData#synthetic()} tells whether generated digits had to stand in
     * @throws DataException if the data is missing or must not be trained on
     * @throws IOException if reading fails, or the thread is interrupted in a download
     * @throws IllegalArgumentException if the system property holds something else than addresses
     */
    public static ImageData load(DataRequest request) throws IOException {
        return SourceOrder.load(
                request,
                new MnistSources(
                        DL4JResources.getBaseDirectory().toPath(),
                        MnistFile.OFFICIAL,
                        Mirrors.of(MIRRORS_PROPERTY, MnistDownload.OFFICIAL_MIRRORS),
                        new Downloader(Downloader.Patience.USUAL),
                        SyntheticDigits::likeMnist));
    }
}
