package io.github.dl4jdropout.examples.data.mnist;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.RemoteFile;
import io.github.dl4jdropout.examples.data.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * Brings MNIST into the directory where DL4J's {@code MnistDataSetIterator} looks for it: the unzipped files lie directly
 * in DL4J's base directory ({@code ResourceDataSets.mnistTrain()} of DL4J 1.0.0-M2.1), and are taken without a check.
 */
final class MnistDownload {
    /** The addresses under which the files lie, each ending in a slash. */
    static final List<URI> OFFICIAL_MIRRORS = List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private final Path directory;
    private final List<URI> mirrors;
    private final Downloader downloader;

    MnistDownload(Path directory, List<URI> mirrors, Downloader downloader) {
        this.directory = directory;
        this.mirrors = mirrors;
        this.downloader = downloader;
    }

    /** Fetches one file and unzips it. The gzipped file stays, so that it need not be fetched again. */
    void install(MnistFile file, Consumer<String> messages) throws IOException {
        List<URI> addresses =
                mirrors.stream().map(mirror -> mirror.resolve(file.gzipName())).toList();
        RemoteFile remote = new RemoteFile(addresses, file.gzipSha256(), directory.resolve(file.gzipName()));
        downloader.fetch(remote, messages);
        unzip(remote.target(), file);
    }

    private void unzip(Path gzipped, MnistFile file) throws IOException {
        // The process id keeps two programs that unzip the same file apart.
        Path part =
                directory.resolve(file.name() + "." + ProcessHandle.current().pid() + ".part");
        var digest = Sha256.newDigest();
        try {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(gzipped));
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
                in.transferTo(out);
            }
            String sha256 = Sha256.hex(digest);
            if (!sha256.equals(file.contentSha256())) {
                throw DataException.badFile(
                        gzipped, "content with SHA-256 " + file.contentSha256(), "SHA-256 " + sha256);
            }
            Files.move(
                    part,
                    directory.resolve(file.name()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
