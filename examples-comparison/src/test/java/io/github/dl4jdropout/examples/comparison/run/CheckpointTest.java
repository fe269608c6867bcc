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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointTest {

    private static final String RUN = "the run";

    @TempDir
    private Path directory;

    private Path checkpoints;
    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void saveTwo() throws IOException {
        checkpoints = directory.resolve("checkpoints");
        checkpoint(1).save(checkpoints);
        checkpoint(2).save(checkpoints);
    }

    private static Checkpoint checkpoint(int rows) {
        Metrics metrics = new Metrics();
        Map<Metric, Double> values = Map.of(Metric.BATCH_LOSS, 1 / 3.0, Metric.TEST_NLL, 4.0);
        for (int epoch = 1; epoch <= rows; epoch++) {
            metrics.add(new Metrics.Row(DropoutMethod.UPSCALE_INFER, 3, epoch, values));
        }
        INDArray state = rows == 3 ? null : Nd4j.createFromArray(1f, 2, 3, 4, 5, rows);
        return new Checkpoint(RUN, metrics, 10 * rows, Nd4j.createFromArray(0.1f, -0.2f, rows), state);
    }

    private static void assertSame(Checkpoint checkpoint, Checkpoint expected) {
        assertThat(content(checkpoint)).isEqualTo(content(expected));
    }

    /** As numbers, because arrays of ND4J are equal if they are nearly equal. */
    private static List<Object> content(Checkpoint checkpoint) {
        String parameters = Arrays.toString(checkpoint.parameters().toFloatVector());
        INDArray state = checkpoint.updaterState();
        String updater = state == null ? "none" : Arrays.toString(state.toFloatVector());
        return List.of(checkpoint.run(), checkpoint.metrics().text(), checkpoint.iteration(), parameters, updater);
    }

    private Checkpoint newest() throws IOException {
        return Checkpoint.newest(checkpoints, RUN, messages::add).orElseThrow();
    }

    private Path file(int rows) {
        return checkpoints.resolve("00000" + rows + ".zip");
    }

    @Test
    void theNewestIsReadBackToTheLastBitAndTheUpdaterMayHaveNoState() throws IOException {
        assertSame(newest(), checkpoint(2));
        checkpoint(3).save(checkpoints);
        assertSame(newest(), checkpoint(3));
        assertThat(messages).isEmpty();
    }

    @Test
    void theLastTwoAreKeptAndWhatAKilledProcessBeganIsNone() throws IOException {
        for (int rows = 3; rows <= 5; rows++) {
            Files.writeString(checkpoints.resolve(".part-000001.zip"), "of a killed process");
            checkpoint(rows).save(checkpoints);
        }
        assertThat(Runs.files(checkpoints)).containsExactly("", "000004.zip", "000005.zip");
        Checkpoint.deleteAll(checkpoints);
        Checkpoint.deleteAll(checkpoints);
        assertThat(checkpoints).doesNotExist();
        assertThat(Checkpoint.newest(checkpoints, RUN, messages::add)).isEmpty();
        Files.createDirectory(checkpoints);
        Files.writeString(checkpoints.resolve(".part-000001.zip"), "of a killed process");
        assertThat(Checkpoint.newest(checkpoints, RUN, messages::add)).isEmpty();
    }

    @Test
    void theOneBeforeServesIfTheNewestIsDamagedAndAMessageSaysSo() throws IOException {
        byte[] bytes = Files.readAllBytes(file(2));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(2), bytes);
        assertSame(newest(), checkpoint(1));
        assertThat(messages).hasSize(1).first().asString().startsWith("Unusable checkpoint " + file(2) + ": ");
        assertThat(messages.get(0)).endsWith(". Going on from " + file(1) + ".");
    }

    @Test
    void ifAllAreDamagedOrOfAnotherRunAllAreNamed() throws IOException {
        Files.write(file(2), new byte[] {1, 2, 3});
        String message = "Unusable checkpoint %s: expected the entries"
                + " [run.txt, metrics.csv, iteration.txt, parameters.bin, updater-state.bin], found []."
                + " Unusable checkpoint %s: expected one of the run in run.json, another, found one of another, the run."
                + " The run cannot go on; begin a new one with the command in run.json.";
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> Checkpoint.newest(checkpoints, "another", messages::add))
                .withMessage(message, file(2), file(1));
    }

    /** Every byte is changed, and every length cut: whatever that does, what is read is right, or nothing is read. */
    @Test
    void aDamagedOneIsNeverTakenForAnother() throws IOException {
        byte[] bytes = Files.readAllBytes(file(1));
        Path damaged = directory.resolve("damaged.zip");
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << i % 8);
            for (byte[] content : List.of(changed, Arrays.copyOf(bytes, i))) {
                Files.write(damaged, content);
                try {
                    assertSame(Checkpoint.read(damaged), checkpoint(1));
                } catch (IOException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }

    @Test
    void aNetworkOfAnotherSizeIsRefused() {
        OutputLayer layer = new OutputLayer.Builder().nIn(3).nOut(2).build();
        MultiLayerNetwork network = new MultiLayerNetwork(
                new NeuralNetConfiguration.Builder().list().layer(layer).build());
        network.init();
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> checkpoint(1).restore(network))
                .withMessage(
                        "Network of method upscale-infer: expected 3 parameters and 6 numbers of updater state as in"
                                + " the checkpoint, received 8 parameters and 0 numbers of updater state.");
    }
}
