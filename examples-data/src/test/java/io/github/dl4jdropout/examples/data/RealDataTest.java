package io.github.dl4jdropout.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.nd4j.linalg.dataset.DataSet;

/** What only the real images can show. The digests of batches are those of the state before this module: same images, same order. */
class RealDataTest extends DataTest {
    /** Of the bits of features and labels. */
    private static String digest(DataSet batch) {
        float[] features = batch.getFeatures().dup('c').data().asFloat();
        float[] labels = batch.getLabels().dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (features.length + labels.length));
        bytes.asFloatBuffer().put(features).put(labels);
        return DigestUtils.sha256Hex(bytes.array());
    }

    private static void assertBatches(ImageData data, int count, String first, String last, String firstForTesting) {
        List<String> digests = new ArrayList<>();
        new Batches(data.train(), 100, 1, 2, false).forEach(batch -> digests.add(digest(batch)));
        assertThat(digests).hasSize(count).startsWith(first).endsWith(last);
        DataSet tested = Batches.inOrder(data.test(), 1000).iterator().next();
        assertThat(digest(tested)).isEqualTo(firstForTesting);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DL4J_DROPOUT_MNIST", matches = ".+")
    void mnistGivesTheBatchesOfAllEarlierRuns() throws Exception {
        Path real = Path.of(System.getenv("DL4J_DROPOUT_MNIST"));
        ImageData data = IdxDataSet.MNIST.source(Optional.of(real)).load(messages::add);
        assertThat(data.train()).hasToString("60000 images of 1 × 28 × 28 in 10 classes");
        assertThat(data.test()).hasToString("10000 images of 1 × 28 × 28 in 10 classes");
        assertBatches(
                data.withTrain(600),
                6,
                "dda9e445754b69dc2643a42ea8d22a7e3ab9d1a3231c569f4c6e9812c01b0690",
                "7768b7472f43a6dc22603d8af8eef2e1c3622e39b8163f5f4f89dcc8dd797097",
                "43aa7088493e3ce35fa217834389b783e0ddc40891d15a156a0991362c8351a4");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DL4J_DROPOUT_CIFAR10", matches = ".+")
    void cifar10GivesTheBatchesOfAllEarlierRuns() throws Exception {
        Path real = Path.of(System.getenv("DL4J_DROPOUT_CIFAR10"));
        ImageFolder images = new ImageFolder(real, 32, 32, OptionalDouble.empty(), OptionalInt.of(640));
        ImageData data = images.load(messages::add);
        assertThat(data.classes()).isEqualTo(Cifar10.CLASSES);
        assertThat(data.test().count()).isEqualTo(10_000);
        assertBatches(
                data,
                7,
                "e717c236170a6b964a7f694c6a4d3ace4d9cea71f27ea40b4e66f42b2c9149b7",
                "3b9ea0c45838ee9e44dd807dad6fd2d3774b066dfd4ff83a8f23f334817656aa",
                "513d2633c5358253df732f4e378e4d98a955a0a84009c85716635eec3f86bc2d");
        assertThat(messages).doesNotHaveDuplicates().contains("Decoding the training images: 640 of 640");
    }
}
