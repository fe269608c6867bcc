package io.github.dl4jdropout.examples.spark;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.SHARED_MASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.DropoutMethod.Place;
import io.github.dl4jdropout.examples.comparison.Training;
import io.github.dl4jdropout.examples.data.ImageSet;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** All images are equal, so that copies of a network differ by the masks of their workers alone. */
class SparkTrainingTest {

    private static final int BATCH = 4;
    private static final int AVERAGING = 3;
    private static final int ROUNDS = 2;

    @TempDir
    private static Path directory;

    private static JavaSparkContext spark;

    @BeforeAll
    static void start() {
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[4]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    static ImageSet equalImages(int count) {
        byte[] pixels = new byte[count * 64];
        Arrays.fill(pixels, (byte) 200);
        return new ImageSet(pixels, new int[count], 1, 8, 8, 2);
    }

    static MultiLayerNetwork network(DropoutMethod method) {
        var conf = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(0.01))
                .list();
        method.add(conf, new OutputLayer.Builder().nOut(2), new Place(false, 0.5, 9, 0));
        MultiLayerConfiguration built =
                conf.setInputType(InputType.convolutional(8, 8, 1)).build();
        if (method == SHARED_MASK) {
            SharedMask.everywhere(built);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(built);
        network.init();
        return network;
    }

    private static float[] trained(DropoutMethod method, Training training) {
        MultiLayerNetwork network = network(method);
        training.epoch(network, 1, 1, loss -> {});
        assertThat(network.getIterationCount()).isEqualTo(ROUNDS * AVERAGING);
        assertThat(network.getEpochCount()).isZero();
        return network.params().toFloatVector();
    }

    private static Training onSpark(int workers) throws IOException {
        ImageSet images = equalImages(workers * AVERAGING * ROUNDS * BATCH);
        Shards shards = Shards.of(images, BATCH, directory.toString(), spark.hadoopConfiguration());
        return new SparkTraining(spark, shards, workers, AVERAGING, BATCH);
    }

    /** (p + p) / 2 is p, to the bit. What Adam knows must come back with the parameters, or the second round differs. */
    @Test
    void workersThatShareMasksTrainTheNetworkOfASingleOneAndOthersDoNot() throws IOException {
        Training alone = new Training.Here(equalImages(AVERAGING * ROUNDS * BATCH), BATCH, false);
        float[] expected = trained(INVERTED, alone);
        assertThat(trained(SHARED_MASK, onSpark(2))).isEqualTo(expected);
        assertThat(trained(SHARED_MASK, onSpark(4))).isEqualTo(expected);
        assertThat(trained(INVERTED, onSpark(1))).isEqualTo(expected);
        assertThat(trained(INVERTED, onSpark(2))).isNotEqualTo(expected);
    }

    @Test
    void twoRunsOfTwoWorkersAreEqualBitByBit() throws IOException {
        assertThat(trained(INVERTED, onSpark(2))).isEqualTo(trained(INVERTED, onSpark(2)));
    }

    @Test
    void progressIsCountedInRounds() throws IOException {
        List<Double> losses = new ArrayList<>();
        Training training = onSpark(2);
        training.epoch(network(INVERTED), 1, 1, losses::add);
        assertThat(training.steps()).isEqualTo(ROUNDS);
        assertThat(losses).hasSize(ROUNDS).allMatch(loss -> loss > 0 && loss < 1);
    }

    @Test
    void imagesThatExecutorsDoNotSeeAreSaidToBeMissing() {
        var path = new org.apache.hadoop.fs.Path(directory.resolve("nothing").toUri());
        Training training = new SparkTraining(spark, new Shards(path, 6), 2, 3, BATCH);
        assertThatThrownBy(() -> training.epoch(network(INVERTED), 1, 1, loss -> {}))
                .isInstanceOf(UserException.class)
                .hasMessageMatching(
                        "Executors: expected to find the training images, found no file:\\S+/nothing/\\d\\.bin\\."
                                + " Name a folder that the driver and all executors see, by --shards\\.");
    }

    /** An image is its number in both pixels; they come in the order of their classes. */
    @Test
    void shardsHoldEveryImageOnceMixedAndAreWrittenOnce() throws IOException {
        byte[] pixels = new byte[60 * 2];
        int[] labels = new int[60];
        for (int i = 0; i < 60; i++) {
            pixels[2 * i] = pixels[2 * i + 1] = (byte) i;
            labels[i] = i / 30;
        }
        ImageSet images = new ImageSet(pixels, labels, 1, 1, 2, 2);
        Shards shards = Shards.of(images, 10, directory.toString(), new Configuration());
        List<Integer> seen = new ArrayList<>();
        for (String file : shards.order(5, 1)) {
            DataSet batch = new DataSet();
            batch.load(Path.of(java.net.URI.create(file)).toFile());
            float[] labelsOfOne = batch.getLabels().sum(0).toFloatVector();
            assertThat(labelsOfOne).doesNotContain(10f); // of both classes
            for (float pixel : batch.getFeatures().mul(255).reshape(20).toFloatVector()) {
                seen.add(Math.round(pixel));
            }
        }
        assertThat(seen).hasSize(120);
        assertThat(new HashSet<>(seen)).hasSize(60);

        assertThat(shards.order(5, 1))
                .isEqualTo(shards.order(5, 1))
                .isNotEqualTo(shards.order(5, 2))
                .isNotEqualTo(shards.order(6, 1));
        Path file = Path.of(java.net.URI.create(shards.order(5, 1).get(0)));
        var written = Files.getLastModifiedTime(file);
        assertThat(Shards.of(images, 10, directory.toString(), new Configuration()))
                .isEqualTo(shards);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.contains(".part-"));
        }
    }
}
