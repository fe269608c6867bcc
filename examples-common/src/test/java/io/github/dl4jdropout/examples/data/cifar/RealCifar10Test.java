package io.github.dl4jdropout.examples.data.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What only the real images can show. */
@EnabledIfEnvironmentVariable(
        named = "DL4J_DROPOUT_CIFAR10",
        matches = ".+",
        disabledReason = "DL4J_DROPOUT_CIFAR10 does not name a directory with cifar10-jpeg.tar.gz")
class RealCifar10Test {
    private static final Path DIRECTORY = Path.of(System.getenv().getOrDefault("DL4J_DROPOUT_CIFAR10", ""));

    /** Of each class; the whole set is read by whoever runs the example, and takes most of a minute to unpack. */
    private static final int TRAIN = 100;

    private static final int TEST = 20;

    @Test
    void realImagesAreReadFromAnArchiveAndFromTheCacheThenOn(@TempDir Path directory) throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.write(data.resolve("some.tar.gz"), CifarFixture.tarGz("", someOfEachClass()));
        List<String> messages = new ArrayList<>();
        DataRequest request =
                DataRequest.of(DataRequest.Choice.REAL).withDataDir(data).withMessages(messages::add);
        DL4JResources.setBaseDirectory(
                Files.createDirectory(directory.resolve("dl4j")).toFile());
        try {
            ImageData images = Cifar10.load(request);
            assertThat(images.name()).isEqualTo("images of 10 classes in folders");
            assertThat(images.classes()).isEqualTo(CifarRecordReader.CLASSES);
            assertThat(images.train().getLabels().sum(0).toIntVector()).containsOnly(TRAIN);
            assertThat(images.test().getLabels().sum(0).toIntVector()).containsOnly(TEST);
            // The means of red, green and blue of all images are 0.491, 0.482, 0.447: swapped channels would be seen.
            assertThat(mean(images.train(), 0)).isBetween(0.48, 0.51);
            assertThat(mean(images.train(), 1)).isBetween(0.47, 0.50);
            assertThat(mean(images.train(), 2)).isBetween(0.43, 0.46);

            messages.clear();
            ImageData again = Cifar10.load(request);
            assertThat(messages).containsExactly(images.name() + ": " + images.origin());
            assertThat(again.train().getFeatures()).isEqualTo(images.train().getFeatures());
            assertThat(again.test().getLabels()).isEqualTo(images.test().getLabels());
        } finally {
            DL4JResources.resetBaseDirectoryLocation();
        }
    }

    private static Map<String, byte[]> someOfEachClass() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Path archive = DIRECTORY.resolve("cifar10-jpeg.tar.gz");
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
            for (var entry = tar.getNextTarEntry(); entry != null; entry = tar.getNextTarEntry()) {
                String name = entry.getName();
                int number = entry.isDirectory() ? 9999 : Integer.parseInt(name.replaceAll(".*/(\\d+).jpg", "$1"));
                if (number < (name.startsWith("train") ? TRAIN : TEST)) {
                    files.put(name, tar.readAllBytes());
                }
            }
        }
        return files;
    }

    private static double mean(DataSet data, int channel) {
        var plane = data.getFeatures().get(NDArrayIndex.all(), NDArrayIndex.point(channel));
        return Pixels.floats(plane).mean(1, 2).meanNumber().doubleValue();
    }
}
