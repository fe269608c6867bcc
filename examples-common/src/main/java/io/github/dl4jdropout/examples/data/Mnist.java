package io.github.dl4jdropout.examples.data;

import java.io.IOException;

/** MNIST from wherever it can be had; the package description has the order of the sources. */
public final class Mnist {
    private Mnist() {}

    /**
     * Finds, checks and reads the data.
     *
     * @param request what will do, and where to look
     * @return the data; {@link ImageData#synthetic()} tells whether generated digits had to stand in
     * @throws DataException if the data is missing or must not be trained on
     * @throws IOException if reading fails
     */
    public static ImageData load(MnistRequest request) throws IOException {
        return new MnistFiles(request.dataDir().orElseThrow(), MnistFile.OFFICIAL).read();
    }
}
