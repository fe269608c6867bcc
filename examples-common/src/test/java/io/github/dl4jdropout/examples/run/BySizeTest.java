package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BySizeTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return ExampleMain.commandLine(new TinyExample())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private RunFolder train(int size, String... more) {
        Path target = directory.resolve("size" + size + String.join("", more).replaceAll("\\W", ""));
        List<String> args = new ArrayList<>(List.of("--methods", "plain,dropped", "--train-size", "" + size));
        args.addAll(List.of("--out", target.toString(), "--quiet"));
        args.addAll(List.of(more));
        assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
        return new RunFolder(target);
    }

    private void refused(String message) {
        err.getBuffer().setLength(0);
        assertThat(run("--by-size", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith(directory + message);
        assertThat(directory.resolve("training-sizes.png")).doesNotExist();
        assertThat(directory.resolve("training-sizes.md")).doesNotExist();
    }

    @BeforeEach
    void somethingElseIsThereToo() throws IOException {
        Files.createDirectory(directory.resolve("notes"));
    }

    @Test
    void theTableHasTheErrorsOfTheLastEpochFromFewImagesToMany() throws IOException {
        RunFolder many = train(40);
        RunFolder few = train(9, "--epochs", "1", "--seeds", "5");
        out.getBuffer().setLength(0);
        assertThat(run("--by-size", directory.toString())).as(err.toString()).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "training images  epochs  batch  seeds  plain, test error %  dropped, test error %  dropped / plain");
        assertThat(lines.get(1)).matches("9 +1 +16 +1 +" + error(few, "plain") + " +" + error(few, "dropped") + " .*");
        assertThat(lines.get(2))
                .matches("40 +2 +16 +2 +" + error(many, "plain") + " ± .* " + error(many, "dropped") + " ± .*");
        double ratio = Double.parseDouble(error(few, "dropped")) / Double.parseDouble(error(few, "plain"));
        assertThat(Double.parseDouble(lines.get(1).replaceAll(".* ", ""))).isBetween(ratio - 0.01, ratio + 0.01);
        assertThat(ImageIO.read(directory.resolve("training-sizes.png").toFile())
                        .getWidth())
                .isEqualTo(900);
        assertThat(directory.resolve("training-sizes.md"))
                .content()
                .contains(
                        "# Test error against training images, SYNTHETIC data (blobs)",
                        "| 9 | 1 | 16 | 1 |",
                        "--train-size 40");
    }

    private static String error(RunFolder folder, String method) throws IOException {
        List<EpochRecord> rows = MetricsCsv.read(folder.metrics());
        int last = rows.stream().mapToInt(EpochRecord::epoch).max().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%.2f",
                rows.stream()
                        .filter(row -> row.method().equals(method) && row.epoch() == last)
                        .mapToDouble(EpochRecord::testErrorPercent)
                        .average()
                        .orElseThrow());
    }

    @Test
    void oneRunIsNoComparison() {
        train(40);
        refused(": expected two or more directories of runs in it, found 1. Begin each run with --out ");
    }

    @Test
    void runsWithOtherDropRatesAreRefused() {
        train(40);
        train(9, "--rate", "0.25");
        refused(": expected runs with the same drop rate, found [0.25, 0.5].");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "example" : "            | "example" : "other      | example
            "network" : "            | "network" : "other      | network
            "testSha256" : "         | "testSha256" : "0       | test images
            [ "plain", "dropped" ]     | [ "plain" ]              | methods
            """)
    void whatCannotBeComparedIsRefused(String recorded, String other, String what) throws IOException {
        train(40);
        Path info = train(9).info();
        Files.writeString(info, Files.readString(info).replace(recorded, other));
        refused(": expected runs with the same " + what + ", found [");
    }

    @Test
    void twoRunsOfASizeAreRefused() {
        train(40);
        train(40, "--epochs", "1");
        refused(": expected one run for a number of training images, found two for 40.");
    }

    @Test
    void anUnfinishedRunIsRefused() throws IOException {
        RunFolder cut = train(9);
        train(40);
        List<EpochRecord> rows = MetricsCsv.read(cut.metrics());
        MetricsCsv.write(cut.metrics(), rows.subList(0, rows.size() - 1));
        refused(
                "/size9: expected a run that is complete, found dropped, seed 2: 1 of 2 epochs. Go on with it (--resume)");
    }

    @Test
    void aRunThatWasKilledInItsFirstEpochIsRefused() throws IOException {
        Files.delete(train(9).metrics());
        train(40);
        refused("/size9: expected a run that is complete, found plain, seed 1: 0 of 2 epochs; ");
    }

    /** Neither has a logarithm. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void anErrorOrABarDownToZeroIsDrawn(double secondSeed) throws IOException {
        train(40);
        RunFolder few = train(9);
        List<EpochRecord> rows = MetricsCsv.read(few.metrics());
        rows.replaceAll(row -> withTestError(row, row.seed() == 1 ? 0 : secondSeed));
        MetricsCsv.write(few.metrics(), rows);
        out.getBuffer().setLength(0);
        assertThat(run("--by-size", directory.toString())).as(err.toString()).isZero();
        assertThat(out.toString().lines().toList().get(1))
                .matches("9 .* " + (secondSeed == 0 ? "0.00 ± 0.00 +-" : "0.50 ± 0.71 +1.00"));
        assertThat(ImageIO.read(directory.resolve("training-sizes.png").toFile())
                        .getWidth())
                .isEqualTo(900);
    }

    private static EpochRecord withTestError(EpochRecord row, double percent) {
        return new EpochRecord(
                row.method(),
                row.seed(),
                row.epoch(),
                row.batchLoss(),
                row.batchErrorPercent(),
                row.trainErrorPercent(),
                row.trainNll(),
                percent,
                row.testNll(),
                row.testEce(),
                row.trainSeconds(),
                row.evaluationSeconds());
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThat(run("--by-size", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--by-size: expected a directory with directories of runs, received ");
    }

    @Test
    void optionsOfTrainingAreRefusedBesideIt() {
        assertThat(run("--by-size", directory.toString(), "--epochs", "2", "--ui", "--open"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--by-size: expected no option of training beside it, received --epochs, --ui, --open.");
    }
}
