package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.nd4j.linalg.dataset.DataSet;

/** What only the real files can show. */
@EnabledIfEnvironmentVariable(
        named = "DL4J_DROPOUT_MNIST",
        matches = ".+",
        disabledReason = "DL4J_DROPOUT_MNIST does not name a directory with the four MNIST files")
class RealMnistTest {
    private static final Path DIRECTORY = Path.of(System.getenv().getOrDefault("DL4J_DROPOUT_MNIST", ""));

    @Test
    void theOfficialFilesAreRecognisedAndReadWhole() throws Exception {
        ImageData data = Mnist.load(MnistRequest.of(MnistRequest.Choice.MNIST).withDataDir(DIRECTORY));

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

    private static int[] firstClasses(DataSet data) {
        return data.getLabels()
                .argMax(1)
                .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 5))
                .toIntVector();
    }
}
