package io.github.dl4jdropout.examples.mnist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.run.ExampleMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistExampleTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return ExampleMain.commandLine(new MnistExample())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private List<EpochRecord> train(String... more) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        List<String> args = new ArrayList<>(
                List.of("--data-dir", TinyMnist.write(data, 120, 50).toString()));
        args.addAll(List.of("--hidden", "8,6", "--epochs", "2", "--seeds", "1,2", "--batch", "50"));
        args.addAll(List.of("--out", directory.resolve("out").toString()));
        args.addAll(List.of(more));
        assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
        return MetricsCsv.read(directory.resolve("out/metrics.csv"));
    }

    @Test
    void allMethodsRunAndDiffer() throws IOException {
        List<EpochRecord> rows = train();
        assertThat(rows).hasSize(5 * 2 * 2);
        assertThat(rows.stream().map(EpochRecord::batchLoss).distinct())
                .as("original and guide drop alike in training")
                .hasSize(4 * 2 * 2);
        assertThat(rows.stream().map(EpochRecord::testNll).distinct()).hasSize(5 * 2 * 2);
        assertThat(out.toString()).contains("MNIST-format data: IDX files in").doesNotContain("SYNTHETIC");
        assertThat(directory.resolve("out/curves.png")).isNotEmptyFile();
        assertThat(directory.resolve("out/models")).isDirectoryContaining("glob:**/guide-seed2.zip");
    }

    @Test
    void aResumedRunHasTheOptionsThatItWasBegunWith() throws IOException {
        List<EpochRecord> rows = train(
                "--methods",
                "builtin,inverted,original",
                "--input-rate",
                "0.3",
                "--max-norm",
                "0.5",
                "--momentum",
                "0.9",
                "--learning-rate",
                "0.1");
        Path info = directory.resolve("out/run.json");
        Files.writeString(info, Files.readString(info).replace("\"complete\"", "\"running\""));
        Files.delete(directory.resolve("out/metrics.csv")); // as if it had been killed right at its beginning
        assertThat(run("--resume", directory.resolve("out").toString()))
                .as(err.toString())
                .isZero();
        assertThat(MetricsCsv.read(directory.resolve("out/metrics.csv")))
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds", "evaluationSeconds")
                .isEqualTo(rows);
    }

    @Test
    void atRate0AllMethodsAreTheSameNetworkOnTheSameBatches() throws IOException {
        List<EpochRecord> rows = train("--rate", "0", "--input-rate", "0");
        List<EpochRecord> none =
                rows.stream().filter(row -> row.method().equals("none")).toList();
        for (String method : List.of("builtin", "inverted", "original", "guide")) {
            assertThat(rows.stream().filter(row -> row.method().equals(method)).toList())
                    .usingRecursiveComparison()
                    .ignoringFields("method", "trainSeconds", "evaluationSeconds")
                    .isEqualTo(none);
        }
        assertThat(none.get(0).batchLoss()).isNotEqualTo(none.get(2).batchLoss());
    }

    @Test
    void dataThatIsNotThereFailsWith1AndAMessage() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(run(
                        "--data-dir",
                        empty.toString(),
                        "--out",
                        directory.resolve("out").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains(empty.toString()).doesNotContain("\tat ");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rate 1 | --rate: expected a rate below 1 for method guide, which divides by 1 - rate at inference, received 1. Lower it, or name other --methods.
                    --input-rate 1 | --input-rate: expected a rate below 1 for method guide, which divides by 1 - rate at inference, received 1. Lower it, or name other --methods.
                    --rate 1 --methods builtin,none | --rate: expected a rate below 1 for method builtin, which takes no retain probability of 0, received 1. Lower it, or name other --methods.
                    --input-rate 2 | --input-rate: expected a probability of dropping, from 0 to 1, received 2.0.
                    --input-rate NaN | --input-rate: expected a probability of dropping, from 0 to 1, received NaN.
                    --hidden 5,0 | --hidden: expected whole numbers of at least 1, received [5, 0].
                    --max-norm 0 | --max-norm: expected a finite number above 0, received 0.0.
                    --max-norm NaN | --max-norm: expected a finite number above 0, received NaN.
                    --max-norm Infinity | --max-norm: expected a finite number above 0, received Infinity.
                    --momentum NaN | --momentum: expected a number from 0 to below 1, received NaN.
                    --momentum 1 | --momentum: expected a number from 0 to below 1, received 1.0.
                    --momentum -0.5 | --momentum: expected a number from 0 to below 1, received -0.5.
                    --hidden big | Invalid value for option '--hidden' (N): 'big' is not an int
                    --dataset cifar | --dataset: expected one of auto, mnist, synthetic, received cifar.
                    --methods dropout | --methods: expected one of none, builtin, inverted, original, guide, received dropout.
                    --replot . --hidden 5 | --replot: expected no option of training beside it, received --hidden. It draws what was measured, and trains nothing.
                    """)
    void whatCannotBeDoneIsRefusedWith2(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly(message, "All options and their defaults: --help");
    }

    @Test
    void helpKnowsTheDefaultsOfItsOwnOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("Units of each hidden layer, separated by commas (default: 1024,1024).")
                .contains("Probability of dropping a pixel, from 0 to 1 (default: 0.2).");
    }
}
