package io.github.dl4jdropout.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class CommandLineTest {

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    private String network(double retain) throws Exception {
        String json = new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new OutputLayer.Builder()
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .dropOut(retain)
                        .build())
                .build()
                .toJson();
        return Files.writeString(folder.resolve("network.json"), json).toString();
    }

    @Test
    void zeroIsNothingFound() throws Exception {
        assertThat(Main.commandLine().execute("audit", network(0.5))).isZero();
        assertThat(printed).hasToString("nothing found" + System.lineSeparator());
    }

    @Test
    void oneIsATableOfFindings() throws Exception {
        assertThat(Main.commandLine().execute("audit", network(0.2))).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("doubtful  0 OutputLayer                              RetainAsRate [1]");
    }

    @Test
    void theFindingsAreThereAsJson() throws Exception {
        assertThat(Main.commandLine().execute("audit", network(0.2), "--json")).isEqualTo(1);
        JsonNode finding = new ObjectMapper()
                .readTree(printed.toByteArray())
                .path("findings")
                .path(0);
        assertThat(finding.path("rule").asText()).isEqualTo("RetainAsRate");
        assertThat(finding.path("severity").asText()).isEqualTo("DOUBTFUL");
        assertThat(finding.path("layer").asText()).isEqualTo("0");
        assertThat(finding.path("index").asInt()).isZero();
        assertThat(finding.path("type").asText()).isEqualTo("OutputLayer");
        assertThat(finding.path("evidence").asText()).contains("Dropout(0.2)");
        assertThat(finding.path("remedy").asText()).contains("RateDropout.of(0.2)");
    }

    @Test
    void workersAreAskedFor() throws Exception {
        assertThat(Main.commandLine().execute("audit", network(0.5), "--workers", "4"))
                .isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("EqualMasksInWorkers");
    }

    @Test
    void twoIsAFileThatCannotBeAudited() {
        assertThat(Main.commandLine().execute("audit", "none.zip")).isEqualTo(2);
        assertThat(printed.toString()).isEmpty();
        assertThat(complained.toString()).contains("expected").contains("found no file: none.zip");
    }

    @Test
    void twoIsAWrongOption() throws Exception {
        assertThat(Main.commandLine().execute("audit", network(0.5), "--workers", "0"))
                .isEqualTo(2);
        assertThat(complained.toString()).contains("Invalid workers: expected at least 1, received 0");
        assertThat(Main.commandLine().execute("audit")).isEqualTo(2);
        assertThat(Main.commandLine().execute()).isEqualTo(2);
    }
}
