package io.github.dl4jdropout.examples.spark;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.SHARED_MASK;
import static io.github.dl4jdropout.examples.spark.Runs.SMALL;
import static io.github.dl4jdropout.examples.spark.Runs.parameters;
import static io.github.dl4jdropout.examples.spark.Runs.rows;
import static io.github.dl4jdropout.examples.spark.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkComparisonTest {

    @TempDir
    private Path directory;

    @Test
    void allMethodsLearnDigitsAndDifferAndTheRecordSaysWhatRan() {
        Path out = directory.resolve("out");
        run(0, SMALL + "--epochs=2 --evaluate-every=2 --shards=" + directory + " --out=" + out);
        List<Metrics.Row> rows = Metrics.read(out.resolve("metrics.csv")).rows();
        assertThat(rows)
                .extracting(row -> row.method().id())
                .containsExactly("none", "builtin", "inverted", "shared-mask");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get(Metric.TEST_ERROR)).isBetween(1.0, 60.0)); // by chance 90
        assertThat(rows.stream().map(Metrics.Row::values).distinct()).hasSize(4);
        RunInfo info = RunInfo.read(new RunFolder(out).info());
        assertThat(info.ownOptions())
                .containsEntry("network", "mlp")
                .containsEntry("master", "local[2]")
                .containsEntry("workers", 2)
                .containsEntry("averaging", 2);
        assertThat(info.network()).startsWith("MLP 784-1024-1024-10, ").endsWith("averaged after 2 batches of each");
        assertThat(info.command()).startsWith("mvn -q -Pspark compile exec:exec -pl examples-spark -am -Dargs=");
        assertThat(out.resolve("summary.md")).content().contains("| shared-mask |");
    }

    /** After three rows of four, which is in the middle of the second network. */
    @Test
    void aResumedRunIsTheRunThatWasNotCutBitByBit() throws IOException {
        Path whole = directory.resolve("whole");
        Path dead = directory.resolve("dead");
        StringWriter out = new StringWriter() {
            @Override
            public void write(String text, int offset, int length) {
                super.write(text, offset, length);
                if (getBuffer().indexOf("shared-mask    3    1/2") >= 0 && Files.notExists(dead)) {
                    try {
                        FileUtils.copyDirectory(whole.toFile(), dead.toFile());
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
            }
        };
        String args = SMALL + "--methods=inverted,shared-mask --epochs=2 --shards=" + directory + " --out=";
        run(0, args + whole, out);
        assertThat(rows(dead)).hasSize(3);
        assertThat(run(0, "--resume " + dead)).contains("after 3 of 4 epochs");
        assertThat(rows(dead)).isEqualTo(rows(whole));
        for (var method : List.of(INVERTED, SHARED_MASK)) {
            assertThat(parameters(dead, method)).isEqualTo(parameters(whole, method));
        }
    }

    @Test
    void theConvolutionalNetworkIsThatOfTheOtherComparison() {
        Path out = directory.resolve("out");
        run(
                0,
                "--network=keras-cnn --dataset=synthetic --train-size=80 --batch=20 --averaging=2 --epochs=1 --seeds=3"
                        + " --methods=inverted --shards=" + directory + " --out=" + out);
        assertThat(rows(out)).hasSize(1);
        assertThat(RunInfo.read(new RunFolder(out).info()).network()).startsWith("CNN \"keras\" for 32×32×3: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --network cnn         | --network: expected one of mlp, keras-cnn, received cnn.
            --dataset cifar10     | --dataset: expected one of auto, mnist, fashion-mnist, synthetic with --network mlp, received cifar10.
            --workers 0           | --workers: expected a whole number of at least 1, received 0.
            --averaging 0         | --averaging: expected a whole number of at least 1, received 0.
            --methods channel     | Invalid value for option '--methods' (NAME): expected one of none, builtin, inverted, shared-mask, received channel.
            --train-size 399      | --train-size: expected a multiple of 80 (2 workers, 2 batches of 20 in a round), so that no worker is without examples in any round, received 399.
            --workers 40          | --train-size: expected a multiple of 1600 (40 workers, 2 batches of 20 in a round), so that no worker is without examples in any round, received 400.
            --master local[1]     | --workers: expected at most 1, the number of free cores of local[1], received 2.
            --master sparks       | --master: expected a master that Spark can start with, received sparks: Could not parse Master URL: 'sparks'.
            --master spark://127.0.0.1:1 | --master: expected a Spark master that answers, received spark://127.0.0.1:1, where no connection is accepted.
            --master spark://nowhere     | --master: expected a Spark master that answers, received spark://nowhere, where no connection is accepted.
            """)
    void whatCannotBeDoneIsRefusedWith2AndNothingIsWritten(String args, String message) {
        Path out = directory.resolve("out");
        String typed = SMALL + "--network=mlp --epochs=1 --shards=" + directory + " --out=" + out;
        String option = args.substring(0, args.indexOf(' '));
        String said = run(2, typed.replaceAll(option + "=\\S+ ", "") + " " + args);
        assertThat(said.lines()).containsExactly(message, "All options and their defaults: --help");
        assertThat(out.resolve("run.json")).doesNotExist();
    }

    @Test
    void helpFits80Columns() {
        assertThat(run(0, "--help").lines()).allMatch(line -> line.length() <= 80);
    }
}
