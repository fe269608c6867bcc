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
        assertThat(content(newest())).isEqualTo(content(checkpoint(2)));
        checkpoint(3).save(checkpoints);
        assertThat(content(newest())).isEqualTo(content(checkpoint(3)));
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
        Files.createDirectory(checkpoints); // it did not exist
        Files.writeString(checkpoints.resolve(".part-000001.zip"), "of a killed process");
        assertThat(Checkpoint.newest(checkpoints, RUN, messages::add)).isEmpty();
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
                    assertThat(content(Checkpoint.read(damaged))).isEqualTo(content(checkpoint(1)));
                } catch (IOException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }
}
