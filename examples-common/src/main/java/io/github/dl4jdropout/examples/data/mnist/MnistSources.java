package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where MNIST is looked for.
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
        Supplier<ImageData> generator)
        implements SourceOrder.Sources {

    @Override
    public String dataSet() {
        return "MNIST";
    }

    @Override
    public String standIn() {
        return "synthetic digits";
    }

    @Override
    public Path obtain(Consumer<String> messages) throws IOException {
        var download = new MnistDownload(dl4jDirectory, mirrors, downloader);
        for (MnistFile file : files) {
            if (!Files.exists(dl4jDirectory.resolve(file.name()))) {
                download.install(file, messages);
            }
        }
        return dl4jDirectory;
    }

    @Override
    public ImageData read(Path directory, Consumer<String> messages) throws IOException {
        return new MnistFiles(directory, files).read();
    }

    @Override
    public ImageData generate() {
        return generator.get();
    }

    @Override
    public List<String> ways() {
        String names = String.join(", ", files.stream().map(MnistFile::gzipName).toList());
        return List.of(
                "Put " + names + " (gzipped or not) into a directory and name it as the data directory (--data-dir).",
                "Put the four files, unzipped, into DL4J's resource directory " + dl4jDirectory
                        + " (moved by -Dorg.deeplearning4j.resources.directory=DIR).",
                "Let this program download them: give it a network (a proxy by -Dhttps.proxyHost=HOST"
                        + " -Dhttps.proxyPort=PORT) or another mirror by -D" + Mnist.MIRRORS_PROPERTY + "=URL.");
    }
}
