package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.data.DataException;
import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.DataRequest.Choice;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.SourceOrder;
import io.github.dl4jdropout.examples.data.download.Downloader;
import io.github.dl4jdropout.examples.data.download.FaultyServer;
import io.github.dl4jdropout.examples.data.mnist.IdxFixture;
import io.github.dl4jdropout.examples.data.synthetic.SyntheticShapes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10SourcesTest {
    private static final String ARCHIVE = "cifar-10-binary.tar.gz";

    private final Map<String, byte[]> binary = CifarFixture.batches();
    private final byte[] archive = CifarFixture.tarGz("cifar-10-batches-bin/", binary);
    private final Map<String, byte[]> folders = new TreeMap<>(CifarFixture.folders());
    private final List<String> messages = new ArrayList<>();

    @TempDir
    Path directory;

    private Path dl4j;
    private FaultyServer server;

    @BeforeEach
    void start() throws IOException {
        dl4j = directory.resolve("dl4j");
        server = new FaultyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path dl4jsImages() {
        return dl4j.resolve("data").resolve("cifar10");
    }

    private Path dl4jsArchive() {
        return dl4j.resolve("data").resolve("cifar10-binary").resolve(ARCHIVE);
    }

    private ImageData load(DataRequest request) throws IOException {
        var patience = new Downloader.Patience(Duration.ofMinutes(1), Duration.ofMinutes(1), 2, Duration.ofMillis(1));
        return SourceOrder.load(
                request.withMessages(messages::add),
                new Cifar10Sources(
                        dl4j,
                        IdxFixture.sha256(archive),
                        List.of(server.address("/kriz/")),
                        new Downloader(patience),
                        new ImagePlaces.Settings(
                                dl4j.resolve("images"),
                                CifarFixture.asOfficial(binary),
                                CifarFixture.IMAGES,
                                32,
                                32,
                                2),
                        () -> new SyntheticShapes(1, 32, 32).generate(20, 10)));
    }

    @Test
    void aNamedDirectoryComesFirst() throws Exception {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        Path data = directory.resolve("data");
        CifarFixture.write(data, binary);
        ImageData images = load(DataRequest.of(Choice.AUTO).withDataDir(data));
        assertThat(images.name()).isEqualTo("CIFAR-10");
        assertThat(images.synthetic()).isFalse();
        assertThat(server.requests()).isEmpty();
        assertThat(dl4j).doesNotExist();
        assertThat(messages).containsExactly("CIFAR-10: binary files in " + data);
    }

    @Test
    void aNamedDirectoryThatIsWrongIsAnErrorAndNotPassedOver() {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        Path data = directory.resolve("data");
        binary.get("data_batch_1.bin")[0] = 77;
        CifarFixture.write(data, binary);
        binary.get("data_batch_1.bin")[0] = 0;
        assertThatThrownBy(() -> load(DataRequest.of(Choice.AUTO).withDataDir(data)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label 77 at image 0");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dl4jsOwnCopyComesBeforeTheNetworkIfItIsComplete() throws Exception {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        CifarFixture.write(dl4jsImages(), folders);
        ImageData images = load(DataRequest.of(Choice.REAL));
        assertThat(images.name()).isEqualTo("CIFAR-10 in image files");
        assertThat(images.origin()).isEqualTo("class folders in " + dl4jsImages());
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void dl4jsOwnCopyIsPassedOverIfItIsNot() throws Exception {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        folders.remove("train/cat/0_3.png");
        CifarFixture.write(dl4jsImages(), folders);
        assertThat(load(DataRequest.of(Choice.REAL)).name()).isEqualTo("CIFAR-10");
        assertThat(messages)
                .contains("Passing over " + dl4jsImages()
                        + ": expected all images of CIFAR-10, found images of 10 classes in folders");

        folders.keySet().removeIf(name -> name.startsWith("train/cat"));
        Files.delete(dl4jsImages().resolve("train/cat/1_3.png"));
        Files.delete(dl4jsImages().resolve("train/cat/2_3.png"));
        Files.delete(dl4jsImages().resolve("train/cat/3_3.png"));
        Files.delete(dl4jsImages().resolve("train/cat/4_3.png"));
        assertThat(load(DataRequest.of(Choice.REAL)).name()).isEqualTo("CIFAR-10");
        assertThat(messages).anyMatch(message -> message.contains("Class folder"));
    }

    @Test
    void theArchiveIsDownloadedOnceCheckedAndKept() throws Exception {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        ImageData images = load(DataRequest.of(Choice.AUTO));
        assertThat(images.name()).isEqualTo("CIFAR-10");
        assertThat(images.origin()).isEqualTo("the archive " + dl4jsArchive());
        assertThat(images.shape()).isEqualTo(CifarRecordReader.SHAPE);
        assertThat(images.train().getFeatures().shape()).containsExactly(50, 3, 32, 32);
        assertThat(dl4jsArchive()).hasBinaryContent(archive);
        assertThat(messages).anyMatch(message -> message.startsWith("Downloading " + ARCHIVE));

        load(DataRequest.of(Choice.REAL));
        assertThat(server.requests()).as("nothing is fetched twice").hasSize(1);
    }

    @Test
    void anArchiveThatWasPutThereNeedsNoNetwork() throws Exception {
        Files.createDirectories(dl4jsArchive().getParent());
        Files.write(dl4jsArchive(), archive);
        assertThat(load(DataRequest.of(Choice.REAL)).name()).isEqualTo("CIFAR-10");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anArchiveOfOtherBytesIsNotUnpacked() {
        byte[] wrong = CifarFixture.tarGz("cifar-10-batches-bin/", Map.of("../../escaped", new byte[1]));
        server.at("/kriz/" + ARCHIVE, server.serve(wrong));
        assertThatThrownBy(() -> load(DataRequest.of(Choice.REAL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("wrong bytes: expected SHA-256 " + IdxFixture.sha256(archive));
        assertThat(dl4jsArchive()).doesNotExist();
        assertThat(dl4j.resolve("images")).doesNotExist();
    }

    @Test
    void withoutANetworkAutoTakesSyntheticShapesAndSaysSo() throws Exception {
        ImageData images = load(DataRequest.of(Choice.AUTO));
        assertThat(images.synthetic()).isTrue();
        assertThat(images.name()).isEqualTo("synthetic shapes");
        assertThat(messages)
                .anyMatch(message -> message.startsWith("CIFAR-10 is not at hand. Could not download"))
                .contains("Synthetic shapes stand in for CIFAR-10: no figure of this run is a result on CIFAR-10.");
    }

    @Test
    void withoutANetworkCifar10FailsWithTheThreeWaysToGetIt() {
        assertThatThrownBy(() -> load(DataRequest.of(Choice.REAL)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("CIFAR-10 is not at hand. Could not download cifar-10-binary.tar.gz: "
                        + server.address("/kriz/cifar-10-binary.tar.gz") + ": HTTP status 404.")
                .hasMessageContaining("There are three ways to get it:")
                .hasMessageContaining("  1. Put cifar-10-binary.tar.gz, the files in it, or train and test")
                .hasMessageContaining(
                        "  2. Put cifar-10-binary.tar.gz into " + dl4jsArchive().getParent())
                .hasMessageContaining("  3. Let this program download it")
                .hasMessageContaining("-Ddl4jdropout.cifar10.mirrors=URL");
    }

    @Test
    void anInterruptedDownloadIsNotReplacedBySyntheticShapes() {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> load(DataRequest.of(Choice.AUTO))).isInstanceOf(IOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void syntheticShapesOnRequestLookForNothing() throws Exception {
        server.at("/kriz/" + ARCHIVE, server.serve(archive));
        assertThat(load(DataRequest.of(Choice.SYNTHETIC)).synthetic()).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aSizeThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Cifar10.load(DataRequest.of(Choice.SYNTHETIC), 0, 32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Size of images: expected a height and a width from 1 to 4096 pixels, received 0 × 32.");
    }
}
