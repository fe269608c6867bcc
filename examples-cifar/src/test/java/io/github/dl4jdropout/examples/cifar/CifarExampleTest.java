package io.github.dl4jdropout.examples.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.run.ExampleMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.common.resources.DL4JResources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CifarExampleTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void keepDecodedImagesHere() throws IOException {
        DL4JResources.setBaseDirectory(
                Files.createDirectory(directory.resolve("dl4j")).toFile());
    }

    @AfterEach
    void keepThemWhereTheyBelong() {
        DL4JResources.resetBaseDirectoryLocation();
    }

    private int run(String... args) {
        return ExampleMain.commandLine(new CifarExample())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private List<EpochRecord> train(String name, String... more) throws IOException {
        Path data = directory.resolve("data");
        if (Files.notExists(data)) {
            TinyCifar.write(data, 24, 12);
        }
        List<String> args = new ArrayList<>(List.of("--data-dir", data.toString(), "--epochs", "2", "--batch", "10"));
        args.addAll(List.of("--out", directory.resolve(name).toString()));
        args.addAll(List.of(more));
        assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
        return MetricsCsv.read(directory.resolve(name).resolve("metrics.csv"));
    }

    @Test
    void allMethodsRunAndDiffer() throws IOException {
        List<EpochRecord> rows = train("out");
        assertThat(rows).hasSize(7 * 2);
        assertThat(rows.stream().map(EpochRecord::batchLoss).distinct())
                .as("original and guide drop alike in training")
                .hasSize(6 * 2);
        assertThat(rows.stream().map(EpochRecord::testNll).distinct()).hasSize(7 * 2);
        assertThat(directory.resolve("out/curves.png")).isNotEmptyFile();
        assertThat(directory.resolve("out/models")).isDirectoryContaining("glob:**/channel-seed1.zip");
        assertThat(out.toString()).contains("oneDNN");
    }

    @Test
    void atRate0AllMethodsAreTheSameNetworkOnTheSameBatches() throws IOException {
        List<EpochRecord> rows = train("out", "--rate", "0", "--map-rate", "0");
        List<EpochRecord> none =
                rows.stream().filter(row -> row.method().equals("none")).toList();
        for (String method : List.of("builtin", "inverted", "original", "guide", "channel", "spatial")) {
            assertThat(rows.stream().filter(row -> row.method().equals(method)).toList())
                    .usingRecursiveComparison()
                    .ignoringFields("method", "trainSeconds", "evaluationSeconds")
                    .isEqualTo(none);
        }
    }

    @ParameterizedTest
    @CsvSource({"keras", "vgg"})
    void theOtherNetworksTrainToo(String model) throws IOException {
        assertThat(train("out", "--model", model, "--methods", "guide,channel")).hasSize(2 * 2);
    }

    @Test
    void theNetworkDecidesHowMuchOfItsMapsIsDropped() throws IOException {
        train("small", "--methods", "none");
        train("keras", "--methods", "none", "--model", "keras");
        train("given", "--methods", "none", "--model", "keras", "--map-rate", "0.3");
        assertThat(mapRate("small")).isEqualTo("0.1");
        assertThat(mapRate("keras")).isEqualTo("0.25");
        assertThat(mapRate("given")).isEqualTo("0.3");
    }

    private String mapRate(String name) throws IOException {
        return RunInfo.read(directory.resolve(name).resolve("run.json"))
                .networkOptions()
                .get("map-rate");
    }

    @Test
    void augmentationChangesWhatIsTrainedOnRepeatably() throws IOException {
        List<Double> plain = losses("plain");
        List<Double> augmented = losses("augmented", "--augment");
        assertThat(augmented).doesNotContainAnyElementsOf(plain).isEqualTo(losses("again", "--augment"));
    }

    private List<Double> losses(String name, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("--methods", "none"));
        args.addAll(List.of(more));
        return train(name, args.toArray(String[]::new)).stream()
                .map(EpochRecord::batchLoss)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --model resnet | --model: expected one of small, keras, vgg, received resnet.
                    --map-rate 1 | --map-rate: expected a rate below 1 for method guide, which divides by 1 - rate at inference, received 1. Lower it, or name other --methods.
                    --map-rate 1 --methods spatial,none | --map-rate: expected a rate below 1 for method spatial, which takes no retain probability of 0, received 1. Lower it, or name other --methods.
                    --rate 1 --methods builtin,none | --rate: expected a rate below 1 for method builtin, which takes no retain probability of 0, received 1. Lower it, or name other --methods.
                    --map-rate NaN | --map-rate: expected a probability of dropping, from 0 to 1, received NaN.
                    --dataset mnist | --dataset: expected one of auto, cifar10, synthetic, received mnist.
                    --methods dropout | --methods: expected one of none, builtin, inverted, original, guide, channel, spatial, received dropout.
                    """)
    void whatCannotBeDoneIsRefusedWith2(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(message, "All options and their defaults: --help");
    }

    @Test
    void helpKnowsTheDefaultsOfItsOwnOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("The network: small, keras or vgg, in the order of the time they take (default: small).")
                .contains(
                        "Probability of dropping after each block of convolutions, from 0 to 1 (default: 0.1 for small, 0.25 for"
                                + " keras and vgg).");
    }
}
