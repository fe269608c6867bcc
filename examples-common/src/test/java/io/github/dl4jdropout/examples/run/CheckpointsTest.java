package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunInfoTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointsTest {

    private static final RunInfo.Identity RUN = RunInfoTest.example(true).identity();

    @TempDir
    private Path directory;

    private Checkpoints checkpoints;
    private final List<String> messages = new ArrayList<>();

    @BeforeEach
    void nameDirectory() {
        checkpoints = new Checkpoints(directory.resolve("checkpoints"));
    }

    private static Checkpoint checkpoint(int epochs, INDArray updaterState) {
        List<EpochRecord> rows = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochRecord("guide", 3, epoch, 1 / 3.0, 2, 3, 4, 5, 6, 7, 8, 9))
                .toList();
        return new Checkpoint(RUN, rows, 10 * epochs, Nd4j.createFromArray(0.1f, -0.2f, epochs), updaterState);
    }

    private static Checkpoint checkpoint(int epochs) {
        return checkpoint(epochs, Nd4j.createFromArray(1f, 2, 3, 4, 5, epochs));
    }

    private static void assertSame(Checkpoint checkpoint, Checkpoint expected) {
        assertThat(checkpoint.run()).isEqualTo(expected.run());
        assertThat(checkpoint.rows()).isEqualTo(expected.rows());
        assertThat(checkpoint.iteration()).isEqualTo(expected.iteration());
        assertThat(checkpoint.parameters().toFloatVector())
                .isEqualTo(expected.parameters().toFloatVector());
        assertThat(checkpoint.updaterState().toFloatVector())
                .isEqualTo(expected.updaterState().toFloatVector());
    }

    private Checkpoint newest() throws IOException {
        return checkpoints.newest(RUN, messages::add).orElseThrow();
    }

    private Path file(int epochs) {
        return checkpoints.directory().resolve("00000" + epochs + ".zip");
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
        for (int epochs = 1; epochs <= 4; epochs++) {
            checkpoints.save(checkpoint(epochs));
            Files.writeString(checkpoints.directory().resolve(".part-000001.zip"), "of a killed process");
        }
        checkpoints.save(checkpoint(5));
        assertThat(RunFixture.files(checkpoints.directory())).containsExactly("", "000004.zip", "000005.zip");
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
    void theOneBeforeServesIfTheNewestIsDamagedAndThatIsSaid() throws IOException {
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        byte[] bytes = Files.readAllBytes(file(2));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(2), bytes);
        assertSame(newest(), checkpoint(1));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0))
                .startsWith("Unusable checkpoint " + file(2) + ": ")
                .contains("expected 0x", "but got 0x")
                .endsWith(". Going on from " + file(1) + ".");
    }

    @Test
    void ifAllAreDamagedAllAreNamed() throws IOException {
        checkpoints.save(checkpoint(1));
        checkpoints.save(checkpoint(2));
        Files.write(file(1), new byte[0]);
        Files.write(file(2), new byte[] {1, 2, 3});
        String found = ": expected the entries [checkpoint.json, metrics.csv, parameters.bin, updater-state.bin]"
                + " or the first three of them, found [].";
        assertThatIOException()
                .isThrownBy(this::newest)
                .isInstanceOf(UnusableCheckpointException.class)
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
        RunInfo.Identity other = RunInfoTest.example(false).identity();
        assertThatIOException()
                .isThrownBy(() -> checkpoints.newest(other, messages::add))
                .withMessageStartingWith("Unusable checkpoint " + file(1) + ": expected one of the run in run.json, "
                        + other + ", found one of another, " + RUN + ".");
    }

    @Test
    void aNetworkOfAnotherSizeIsRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new TinyExample().configuration("plain", 1));
        network.init();
        assertThatIllegalStateException()
                .isThrownBy(() -> checkpoint(1).restore(network))
                .withMessage("Network of method guide: expected 3 parameters and 6 numbers of updater state as in the"
                        + " checkpoint, received 34 and 0.");
    }
}
