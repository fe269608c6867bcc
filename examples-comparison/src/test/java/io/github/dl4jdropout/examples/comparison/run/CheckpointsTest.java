package io.github.dl4jdropout.examples.comparison.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointsTest {

    private static final String RUN = "the run";

    @TempDir
    private Path directory;

    private Checkpoints checkpoints;
    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void nameDirectory() {
        checkpoints = new Checkpoints(directory.resolve("checkpoints"));
    }

    private static Checkpoint checkpoint(int rows, INDArray updaterState) {
        Metrics metrics = new Metrics();
        for (int epoch = 1; epoch <= rows; epoch++) {
            metrics.add(new Metrics.Row(
                    DropoutMethod.UPSCALE_INFER, 3, epoch, Map.of(Metric.BATCH_LOSS, 1 / 3.0, Metric.TEST_NLL, 4.0)));
        }
        return new Checkpoint(RUN, metrics, 10 * rows, Nd4j.createFromArray(0.1f, -0.2f, rows), updaterState);
    }

    private static Checkpoint checkpoint(int rows) {
        return checkpoint(rows, Nd4j.createFromArray(1f, 2, 3, 4, 5, rows));
    }

    private static void assertSame(Checkpoint checkpoint, Checkpoint expected) {
        assertThat(checkpoint.run()).isEqualTo(expected.run());
        assertThat(checkpoint.metrics().text()).isEqualTo(expected.metrics().text());
        assertThat(checkpoint.iteration()).isEqualTo(expected.iteration());
        assertThat(checkpoint.parameters().toFloatVector())
                .isEqualTo(expected.parameters().toFloatVector());
        assertThat(checkpoint.updaterState().toFloatVector())
                .isEqualTo(expected.updaterState().toFloatVector());
    }

    private Checkpoint newest() throws IOException {
        return checkpoints.newest(RUN, messages::add).orElseThrow();
    }

    private Path file(int rows) {
        return checkpoints.directory().resolve("00000" + rows + ".zip");
    }

    @Test
    void theNewestIsReadBackToTheLastBit() throws IOException {
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        assertSame(newest(), checkpoint(2));
        assertThat(messages).isEmpty();
    }

    @Test
    void anUpdaterMayHaveNoState() throws IOException {
        checkpoints.save(checkpoint(1, null));
        assertThat(newest().updaterState()).isNull();
    }

    @Test
    void theLastTwoAreKept() throws IOException {
        for (int rows = 1; rows <= 4; rows++) {
            checkpoints.save(checkpoint(rows));
            Files.writeString(checkpoints.directory().resolve(".part-000001.zip"), "of a killed process");
        }
        checkpoints.save(checkpoint(5));
        assertThat(Runs.files(checkpoints.directory())).containsExactly("", "000004.zip", "000005.zip");
        checkpoints.delete();
        checkpoints.delete();
        assertThat(checkpoints.directory()).doesNotExist();
    }

    @Test
    void withoutAnyThereIsNone() throws IOException {
        assertThat(checkpoints.newest(RUN, messages::add)).isEmpty();
        Files.createDirectory(checkpoints.directory());
        Files.writeString(checkpoints.directory().resolve(".part-000001.zip"), "of a killed process");
        assertThat(checkpoints.newest(RUN, messages::add)).isEmpty();
    }

    @Test
    void theOneBeforeServesIfTheNewestIsDamagedAndAMessageSaysSo() throws IOException {
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        byte[] bytes = Files.readAllBytes(file(2));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(2), bytes);
        assertSame(newest(), checkpoint(1));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0))
                .startsWith("Unusable checkpoint " + file(2) + ": ")
                .endsWith(". Going on from " + file(1) + ".");
    }

    @Test
    void ifAllAreDamagedAllAreNamed() throws IOException {
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        Files.write(file(1), new byte[0]);
        Files.write(file(2), new byte[] {1, 2, 3});
        String found =
                ": expected the entries [run.txt, metrics.csv, iteration.txt, parameters.bin, updater-state.bin],"
                        + " found [].";
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(this::newest)
                .withMessage("Unusable checkpoint " + file(2) + found + " Unusable checkpoint " + file(1) + found
                        + " The run cannot go on; begin a new one with the command in run.json.");
    }

    /** Every byte is changed, and every length cut: whatever that does, what is read is right, or nothing is read. */
    @Test
    void aDamagedOneIsNeverTakenForAnother() throws IOException {
        Path sound = directory.resolve("sound.zip");
        checkpoint(1).write(sound);
        byte[] bytes = Files.readAllBytes(sound);
        Path damaged = directory.resolve("damaged.zip");
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << i % 8);
            Files.write(damaged, changed);
            refused += refusedOrRight(damaged);
            Files.write(damaged, Arrays.copyOf(bytes, i));
            refused += refusedOrRight(damaged);
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }

    private static int refusedOrRight(Path file) {
        Checkpoint read;
        try {
            read = Checkpoint.read(file);
        } catch (IOException e) {
            return 1;
        }
        assertSame(read, checkpoint(1));
        return 0;
    }

    @Test
    void oneOfAnotherRunIsRefused() throws IOException {
        checkpoints.save(checkpoint(1));
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> checkpoints.newest("another", messages::add))
                .withMessageStartingWith("Unusable checkpoint " + file(1)
                        + ": expected one of the run in run.json, another, found one of another, " + RUN + ".");
    }

    @Test
    void aNetworkOfAnotherSizeIsRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> checkpoint(1).restore(network))
                .withMessage(
                        "Network of method upscale-infer: expected 3 parameters and 6 numbers of updater state as in"
                                + " the checkpoint, received 8 and 0.");
    }
}
