package io.github.dl4jdropout.examples.data.mnist;

import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TEST_LABELS;
import static io.github.dl4jdropout.examples.data.mnist.IdxFixture.TRAIN_IMAGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.DataRequest.Choice;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.FaultyServer;
import io.github.dl4jdropout.examples.data.synthetic.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistSourcesTest {
    private final Map<String, byte[]> files = IdxFixture.files(30, 20);
    private final Map<String, byte[]> gzipped = IdxFixture.gzip(files);
    private final List<String> messages = new ArrayList<>();

    @TempDir
    Path directory;

    private Path dataDir;
    private Path dl4j;
    private FaultyServer server;

    @BeforeEach
    void start() throws IOException {
        dataDir = directory.resolve("data");
        dl4j = directory.resolve("dl4j");
        server = new FaultyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void serveAllFiles() {
        gzipped.forEach((name, content) -> server.at("/mnist/" + name, server.serve(content)));
    }

    private ImageData load(DataRequest request) throws IOException {
        var patience = new Downloader.Patience(Duration.ofMinutes(1), Duration.ofMinutes(1), 2, Duration.ofMillis(1));
        return SourceOrder.load(
                request.withMessages(messages::add),
                new MnistSources(
                        dl4j,
                        IdxFixture.asOfficial(files),
                        List.of(server.address("/mnist/")),
                        new Downloader(patience),
                        () -> new SyntheticDigits(1).generate(20, 10)));
    }

    @Test
    void aNamedDirectoryComesFirstAndNothingElseIsTouched() throws Exception {
        serveAllFiles();
        IdxFixture.write(dataDir, files);
        ImageData data = load(DataRequest.of(Choice.AUTO).withDataDir(dataDir));
        assertThat(data.origin()).isEqualTo("IDX files in " + dataDir);
        assertThat(dl4j).doesNotExist();
        assertThat(server.requests()).isEmpty();
        assertThat(messages).containsExactly("MNIST: IDX files in " + dataDir);
    }

    @Test
    void aNamedDirectoryThatIsIncompleteIsAnErrorAndNotPassedOver() throws Exception {
        serveAllFiles();
        IdxFixture.write(dl4j, files);
        files.remove(TEST_LABELS);
        IdxFixture.write(dataDir, files);
        files.put(TEST_LABELS, IdxFixture.labels(20, 7));
        assertThatThrownBy(() -> load(DataRequest.of(Choice.AUTO).withDataDir(dataDir)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing: " + TEST_LABELS);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dl4jsDirectoryComesBeforeTheNetwork() throws Exception {
        serveAllFiles();
        IdxFixture.write(dl4j, files);
        ImageData data = load(DataRequest.of(Choice.REAL));
        assertThat(data.origin()).isEqualTo("IDX files in " + dl4j);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aDamagedFileInDl4jsDirectoryIsAnErrorAndNotPassedOver() {
        serveAllFiles();
        files.get(TRAIN_IMAGES)[500] ^= 1;
        IdxFixture.write(dl4j, files);
        files.get(TRAIN_IMAGES)[500] ^= 1;
        assertThatThrownBy(() -> load(DataRequest.of(Choice.AUTO)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Unusable data file " + dl4j.resolve(TRAIN_IMAGES));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void missingFilesAreDownloadedIntoDl4jsDirectoryAndUnzipped() throws Exception {
        serveAllFiles();
        ImageData data = load(DataRequest.of(Choice.AUTO));
        assertThat(data.name()).isEqualTo("MNIST");
        assertThat(data.synthetic()).isFalse();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(dl4j.resolve(file.getKey())).hasBinaryContent(file.getValue());
        }
        assertThat(server.requests()).hasSize(4);

        load(DataRequest.of(Choice.REAL));
        assertThat(server.requests()).as("nothing is fetched twice").hasSize(4);
    }

    @Test
    void onlyTheMissingFilesAreDownloaded() throws Exception {
        serveAllFiles();
        IdxFixture.write(dl4j, files);
        Files.delete(dl4j.resolve(TEST_LABELS));
        load(DataRequest.of(Choice.REAL));
        assertThat(server.requests()).containsExactly("/mnist/" + TEST_LABELS + ".gz");
    }

    @Test
    void gzippedFilesInDl4jsDirectoryAreUnzippedWithoutANetwork() throws Exception {
        IdxFixture.write(dl4j, gzipped);
        assertThat(load(DataRequest.of(Choice.REAL)).name()).isEqualTo("MNIST");
        assertThat(dl4j.resolve(TRAIN_IMAGES)).hasBinaryContent(files.get(TRAIN_IMAGES));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void withoutANetworkAutoTakesSyntheticDigitsAndSaysSo() throws Exception {
        ImageData data = load(DataRequest.of(Choice.AUTO));
        assertThat(data.synthetic()).isTrue();
        assertThat(data.name()).isEqualTo("synthetic digits");
        assertThat(messages)
                .anyMatch(message -> message.startsWith("MNIST is not at hand. Could not download"))
                .contains("Synthetic digits stand in for MNIST: no figure of this run is a result on MNIST.");
    }

    @Test
    void withoutANetworkMnistFailsWithTheThreeWaysToGetIt() {
        assertThatThrownBy(() -> load(DataRequest.of(Choice.REAL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("MNIST is not at hand. Could not download train-images-idx3-ubyte.gz: "
                        + server.address("/mnist/train-images-idx3-ubyte.gz") + ": HTTP status 404.")
                .hasMessageContaining("1. Put train-images-idx3-ubyte.gz, ")
                .hasMessageContaining("2. Put the four files, unzipped, into DL4J's resource directory " + dl4j)
                .hasMessageContaining("3. Let this program download them")
                .hasMessageContaining("-Ddl4jdropout.mnist.mirrors=URL");
    }

    @Test
    void anInterruptedDownloadIsNotReplacedBySyntheticDigits() {
        serveAllFiles();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> load(DataRequest.of(Choice.AUTO))).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(messages).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsToldAsSuch() throws Exception {
        Files.writeString(dl4j, "a file where the directory should be");
        assertThatThrownBy(() -> load(DataRequest.of(Choice.REAL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("MNIST is not at hand. java.nio.file.FileAlreadyExistsException: " + dl4j);
    }

    @Test
    void syntheticDigitsOnRequestLookForNothing() throws Exception {
        serveAllFiles();
        IdxFixture.write(dl4j, files);
        assertThat(load(DataRequest.of(Choice.SYNTHETIC)).synthetic()).isTrue();
        assertThat(server.requests()).isEmpty();
    }
}
