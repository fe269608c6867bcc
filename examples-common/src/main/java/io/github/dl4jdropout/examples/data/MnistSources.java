package io.github.dl4jdropout.examples.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The order of the sources, see the package description.
 *
 * @param dl4jDirectory where DL4J looks for the unzipped files
 * @param files the four files to look for
 * @param mirrors addresses under which the gzipped files lie, each ending in a slash
 * @param downloader fetches from them
 * @param generator draws the digits that stand in
 */
record MnistSources(
        Path dl4jDirectory,
        List<MnistFile> files,
        List<URI> mirrors,
        Downloader downloader,
        Supplier<ImageData> generator) {

    ImageData load(MnistRequest request) throws IOException {
        Consumer<String> messages = request.messages();
        if (request.choice() == MnistRequest.Choice.SYNTHETIC) {
            return synthetic(messages);
        }
        if (request.dataDir().isPresent()) {
            return read(request.dataDir().get(), messages);
        }
        try {
            install(messages);
        } catch (IOException e) {
            // A damaged file or a wish to stop is no reason to go on with other data.
            if (e instanceof DataException || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (request.choice() == MnistRequest.Choice.MNIST) {
                throw new DataException(threeWays(e), e);
            }
            messages.accept("MNIST is not at hand. " + reason(e));
            messages.accept("Synthetic digits stand in for MNIST: no figure of this run is an MNIST result.");
            return synthetic(messages);
        }
        return read(dl4jDirectory, messages);
    }

    private void install(Consumer<String> messages) throws IOException {
        var download = new MnistDownload(dl4jDirectory, mirrors, downloader);
        for (MnistFile file : files) {
            if (!Files.exists(dl4jDirectory.resolve(file.name()))) {
                download.install(file, messages);
            }
        }
    }

    private ImageData read(Path directory, Consumer<String> messages) throws IOException {
        ImageData data = new MnistFiles(directory, files).read();
        messages.accept(data.name() + ": " + data.origin());
        return data;
    }

    private ImageData synthetic(Consumer<String> messages) {
        ImageData data = generator.get();
        messages.accept(data.name() + ": " + data.origin());
        return data;
    }

    /** The text of a file system's exception is a bare path: its class says what is wrong with it. */
    private static String reason(IOException e) {
        return e instanceof DownloadException ? e.getMessage() : e.toString();
    }

    private String threeWays(IOException cause) {
        String names = String.join(", ", files.stream().map(MnistFile::gzipName).toList());
        return String.join(
                System.lineSeparator(),
                "MNIST is not at hand. " + reason(cause),
                "There are three ways to get it:",
                "  1. Put " + names
                        + " (gzipped or not) into a directory and name it as the data directory (--data-dir).",
                "  2. Put the four files, unzipped, into DL4J's resource directory " + dl4jDirectory
                        + " (moved by -Dorg.deeplearning4j.resources.directory=DIR).",
                "  3. Let this program download them: give it a network (a proxy by -Dhttps.proxyHost=HOST"
                        + " -Dhttps.proxyPort=PORT) or another mirror by -D" + Mnist.MIRRORS_PROPERTY + "=URL.");
    }
}
