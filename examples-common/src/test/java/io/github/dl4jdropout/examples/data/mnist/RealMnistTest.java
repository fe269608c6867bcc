package io.github.dl4jdropout.examples.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.data.DataRequest;
import io.github.dl4jdropout.examples.data.ImageData;
import io.github.dl4jdropout.examples.data.download.FaultyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.common.resources.DL4JResources;
import org.deeplearning4j.datasets.iterator.impl.MnistDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What only the real files can show. */
@EnabledIfEnvironmentVariable(
        named = "DL4J_DROPOUT_MNIST",
        matches = ".+",
        disabledReason = "DL4J_DROPOUT_MNIST does not name a directory with the four MNIST files")
class RealMnistTest {
    private static final Path DIRECTORY = Path.of(System.getenv().getOrDefault("DL4J_DROPOUT_MNIST", ""));

    @Test
    void theOfficialFilesAreRecognisedAndReadWhole() throws Exception {
        ImageData data = Mnist.load(DataRequest.of(DataRequest.Choice.REAL).withDataDir(DIRECTORY));

        assertThat(data.name()).isEqualTo("MNIST");
        assertThat(data.synthetic()).isFalse();
        assertThat(data.train().getFeatures().shape()).containsExactly(60_000, 784);
        assertThat(data.test().getFeatures().shape()).containsExactly(10_000, 784);
        assertThat(firstClasses(data.train())).containsExactly(5, 0, 4, 1, 9);
        assertThat(firstClasses(data.test())).containsExactly(7, 2, 1, 0, 4);
        // The mean intensity of the training images is the 0.1307 of the literature; by rows, because floats add up
        // badly.
        // literature).
        assertThat(data.train().getFeatures().mean(1).meanNumber().doubleValue())
                .isBetween(0.1306, 0.1307);
        assertThat(data.train().getFeatures().maxNumber().floatValue()).isEqualTo(1f);
        assertThat(data.train().getFeatures().minNumber().floatValue()).isEqualTo(0f);
    }

    @Test
    void servedByAMirrorTheyPassTheOfficialChecksumsAndDl4jFindsThem(@TempDir Path dl4j) throws Exception {
        try (var server = new FaultyServer()) {
            for (MnistFile file : MnistFile.OFFICIAL) {
                byte[] content = Files.readAllBytes(DIRECTORY.resolve(file.gzipName()));
                server.at("/" + file.gzipName(), server.serve(content));
            }
            DL4JResources.setBaseDirectory(dl4j.toFile());
            System.setProperty(Mnist.MIRRORS_PROPERTY, server.address("/").toString());

            ImageData data = Mnist.load(DataRequest.of(DataRequest.Choice.REAL));

            assertThat(data.name()).isEqualTo("MNIST");
            assertThat(server.requests()).hasSize(4);
            DataSet dl4js = new MnistDataSetIterator(1000, 1000, false, true, false, 0).next();
            assertThat(dl4js.getFeatures())
                    .isEqualTo(data.train().getFeatures().get(NDArrayIndex.interval(0, 1000), NDArrayIndex.all()));
        } finally {
            System.clearProperty(Mnist.MIRRORS_PROPERTY);
            DL4JResources.resetBaseDirectoryLocation();
        }
    }

    private static int[] firstClasses(DataSet data) {
        return data.getLabels().argMax(1).get(NDArrayIndex.interval(0, 5)).toIntVector();
    }
}
