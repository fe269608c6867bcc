package io.github.dl4jdropout.examples.comparison.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.data.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private static final String HEADER =
            "method,seed,epoch,batch_loss,train_error_percent,train_nll,test_error_percent,test_nll,"
                    + "test_ece,train_seconds,evaluation_seconds\n";

    @TempDir
    private Path directory;

    private static Metrics parse(String text) {
        return Metrics.parse(Path.of("metrics.csv"), text);
    }

    @Test
    void writesEachNumberWithTheDigitsThatGiveItBack() throws IOException {
        String text = HEADER + "none,-2,1,0.1,0.3333333333333333,3.141592653589793,1.0E-300,4.9E-324,0.0,12.5,1.0E9\n";
        Path file = directory.resolve("metrics.csv");
        assertThat(Metrics.read(file).rows()).isEmpty();
        parse(text).write(file);
        assertThat(file).content().isEqualTo(text);
        assertThat(Metrics.read(file).rows()).isEqualTo(parse(text).rows());
    }

    @Test
    void writesTheRowsOfAnOlderFileWithTheSameDigits() throws IOException {
        String old = Files.readString(OldRun.FOLDER.metrics());
        String expected = old.replaceAll("(?m)^(([^,]*,){4})[^,]*,", "$1") // without batch_error_percent
                .replaceAll("(?m)^original", "downscale-infer")
                .replaceAll("(?m)^guide", "upscale-infer");
        assertThat(parse(old).text()).startsWith(HEADER).isEqualTo(expected);
    }

    @Test
    void readsColumnsByNameAndPassesOverThoseItDoesNotKnowAndALineThatWasCutOff() {
        Metrics metrics = parse("epoch,colour,method,seed,test_nll\n7,red,inverted,3,0.25\n8,red,inv");
        Map<Metric, Double> values = Map.of(Metric.TEST_NLL, 0.25);
        assertThat(metrics.rows()).containsExactly(new Metrics.Row(DropoutMethod.INVERTED, 3, 7, values));
        assertThat(metrics.rows().get(0).get(Metric.TEST_ERROR)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none,1,1", "some,1,1,0", "none,1.5,1,0", "none,1,,0", "none,1,2,x"})
    void namesTheRowThatIsNone(String row) {
        refused("method,seed,epoch,test_nll\nnone,1,1,0\n" + row + "\n", 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n", "", "\n\n", "method,method\n", "a,\"b\n1,2\n", "a,,b\n", "\0\1\n"})
    void refusesAFileOfAnotherKind(String text) {
        refused(text, 1);
    }

    private static void refused(String text, int row) {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> parse(text))
                .withMessageStartingWith(
                        "metrics.csv, row " + row + ": expected a method and numbers below the columns");
    }
}
