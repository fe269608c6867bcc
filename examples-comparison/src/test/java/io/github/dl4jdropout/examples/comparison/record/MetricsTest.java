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

class MetricsTest {

    private static final Path FILE = Path.of("metrics.csv");

    private static final String HEADER =
            "method,seed,epoch,batch_loss,train_error_percent,train_nll,test_error_percent,test_nll,"
                    + "test_ece,train_seconds,evaluation_seconds\n";

    @TempDir
    private Path directory;

    private static Metrics parse(String text) {
        return Metrics.parse(FILE, text);
    }

    @Test
    void writesEachNumberWithTheDigitsThatGiveItBack() throws IOException {
        String text = HEADER + "none,-2,1,0.1,0.3333333333333333,3.141592653589793,1.0E-300,4.9E-324,0.0,12.5,1.0E9\n";
        Path file = directory.resolve("metrics.csv");
        parse(text).write(file);
        assertThat(file).content().isEqualTo(text);
        assertThat(Metrics.read(file).rows()).isEqualTo(parse(text).rows());
    }

    @Test
    void readsColumnsByNameAndPassesOverThoseItDoesNotKnow() throws IOException {
        Metrics metrics = parse("epoch,colour,method,seed,test_nll\n7,red,inverted,3,0.25\n");
        assertThat(metrics.rows())
                .containsExactly(new Metrics.Row(DropoutMethod.INVERTED, 3, 7, Map.of(Metric.TEST_NLL, 0.25)));
        assertThat(metrics.rows().get(0).get(Metric.TEST_ERROR)).isNaN();
    }

    @Test
    void writesTheRowsOfAnOlderFileWithTheSameDigits() throws IOException {
        String old = Files.readString(OldRun.folder().metrics());
        String expected = old.lines()
                .map(line -> line.split(",")) // without the fifth column, batch_error_percent
                .map(cells -> {
                    cells[0] = cells[0].equals("original")
                            ? "downscale-infer"
                            : cells[0].replace("guide", "upscale-infer");
                    cells[3] = cells[3] + "," + cells[5];
                    return String.join(",", cells[0], cells[1], cells[2], cells[3], String.join(",", tail(cells)));
                })
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(parse(old).text()).startsWith(HEADER).isEqualTo(expected);
    }

    private static String[] tail(String[] cells) {
        return java.util.Arrays.copyOfRange(cells, 6, cells.length);
    }

    @Test
    void aLineThatWasCutOffIsIgnored() throws IOException {
        assertThat(parse("method,seed,epoch\nnone,1,1\nnone,1,2").rows()).hasSize(1);
    }

    @Test
    void namesTheRowThatIsNone() {
        assertThatExceptionOfType(UserException.class)
                .isThrownBy(() -> parse("method,seed,epoch,test_nll\nnone,1,1,0\nnone,1,2,x\n"))
                .withMessage(
                        "metrics.csv, row 2: expected a method and numbers below the columns method,seed,epoch,..., found: For"
                                + " input string: \"x\".");
        for (String row : new String[] {"none,1,1", "some,1,1,0", "none,1.5,1,0", "none,1,,0"}) {
            assertThatExceptionOfType(UserException.class)
                    .as(row)
                    .isThrownBy(() -> parse("method,seed,epoch,test_nll\n" + row + "\n"))
                    .withMessageStartingWith("metrics.csv, row 1: ");
        }
    }

    @Test
    void refusesAFileOfAnotherKind() {
        for (String text : new String[] {"a,b\n1,2\n", "", "\n\n", "method,method\n", "a,\"b\n1,2\n", "\0\1\n"}) {
            assertThatExceptionOfType(UserException.class)
                    .as(text)
                    .isThrownBy(() -> parse(text))
                    .withMessageStartingWith("metrics.csv");
        }
    }
}
