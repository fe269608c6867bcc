package io.github.dl4jdropout.examples.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.MetricsCsv;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.RunFolder;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExampleMainTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = ExampleMain.commandLine(new TinyExample());
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }

    private RunFolder trained(String... more) {
        Path target = directory.resolve("run");
        List<String> args = new ArrayList<>(List.of("--methods", "plain,dropped", "--out", target.toString()));
        args.addAll(List.of(more));
        assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
        return new RunFolder(target);
    }

    @Test
    void aRunLeavesEveryFile() throws IOException {
        RunFolder folder = trained();
        assertThat(MetricsCsv.read(folder.metrics())).hasSize(2 * 2 * 2);
        assertThat(RunInfo.read(folder.info()).status()).isEqualTo("complete");
        assertThat(RunInfo.read(folder.info()).settings().trainSize()).isEqualTo(40);
        assertThat(ImageIO.read(folder.curves().toFile()).getWidth()).isBetween(1600, 1700);
        assertThat(folder.summary()).content().contains("| plain |", "| dropped |", "SYNTHETIC");
        assertThat(folder.report()).content().contains("Dropout on SYNTHETIC data (blobs)");
        assertThat(Outcome.read(folder.outcome("dropped", 2)).method()).isEqualTo("dropped");
        try (Stream<Path> models = Files.list(directory.resolve("run/models"))) {
            assertThat(models.map(model -> model.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "plain-seed1.zip", "plain-seed2.zip", "dropped-seed1.zip", "dropped-seed2.zip");
        }
        assertThat(out.toString())
                .contains(
                        "drawing blobs",
                        "epoch  2/2",
                        "SYNTHETIC data (blobs): 40 training images, tested on 30",
                        "Report: " + folder.report());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aSavedModelGivesTheRecordedScores() throws IOException {
        RunFolder folder = trained();
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(
                folder.model("dropped", 2).toFile());
        Scores scores = Predictions.score(model, TinyExample.data(60, 30).test());
        EpochRecord last = MetricsCsv.read(folder.metrics()).get(7);
        assertThat(last.method() + last.seed() + last.epoch()).isEqualTo("dropped22");
        assertThat(scores).isEqualTo(new Scores(last.testErrorPercent(), last.testNll(), last.testEce()));
    }

    @Test
    void theSameRunGivesTheSameFigures() throws IOException {
        List<EpochRecord> first = MetricsCsv.read(trained().metrics());
        Path again = directory.resolve("again");
        run("--methods", "plain,dropped", "--quiet", "--out", again.toString());
        assertThat(MetricsCsv.read(again.resolve("metrics.csv")))
                .usingRecursiveComparison()
                .ignoringFields("trainSeconds", "evaluationSeconds")
                .isEqualTo(first);
    }

    @Test
    void replotGivesTheSameReportByteForByteWithoutTheModels() throws IOException {
        RunFolder folder = trained("--quiet");
        String table = out.toString();
        byte[] summary = Files.readAllBytes(folder.summary());
        byte[] curves = Files.readAllBytes(folder.curves());
        byte[] report = Files.readAllBytes(folder.report());
        Files.delete(folder.summary());
        Files.delete(folder.curves());
        Files.delete(folder.report());
        for (String network : List.of("plain-seed1", "plain-seed2", "dropped-seed1", "dropped-seed2")) {
            Files.delete(folder.path().resolve("models/" + network + ".zip"));
        }
        out.getBuffer().setLength(0);
        assertThat(run("--quiet", "--replot", folder.path().toString())).isZero();
        assertThat(Files.readAllBytes(folder.report())).isEqualTo(report);
        assertThat(Files.readAllBytes(folder.summary())).isEqualTo(summary);
        assertThat(Files.readAllBytes(folder.curves())).isEqualTo(curves);
        assertThat(out.toString()).isEqualTo(table);
    }

    @Test
    void quietPrintsTheTableAlone() {
        trained("--quiet");
        assertThat(out.toString().strip())
                .startsWith("SYNTHETIC data (blobs): ")
                .doesNotContain("epoch  1", "drawing");
    }

    @Test
    void aFullPresetTakesAllImagesAndOptionsOverruleIt() throws IOException {
        RunFolder folder = trained("--preset", "full", "--epochs", "1");
        RunInfo info = RunInfo.read(folder.info());
        assertThat(info.settings().trainSize()).isEqualTo(60);
        assertThat(info.settings().seeds()).containsExactly(1L);
        assertThat(info.settings().epochs()).isEqualTo(1);
    }

    @Test
    void aRunThatDivergesFailsWith1AndKeepsItsRecord() throws IOException {
        Path target = directory.resolve("run");
        int code = run("--methods", "plain", "--learning-rate", "1e300", "--epochs", "3", "--out", target.toString());
        assertThat(err.toString())
                .startsWith("Training of plain, seed 1, epoch ")
                .contains(
                        "expected a finite loss and finite parameters, received",
                        "try a --learning-rate below 1.0E300");
        assertThat(code).isEqualTo(1);
        assertThat(RunInfo.read(target.resolve("run.json")).status()).isEqualTo("failed");
        assertThat(target.resolve("report.html")).content().contains("This run FAILED before its end.");
    }

    @Test
    void openShowsTheReportAfterARunAndAfterReplot() {
        List<Path> opened = new ArrayList<>();
        String target = directory.resolve("run").toString();
        CommandLine line =
                ExampleMain.commandLine(new TinyExample(), opened::add).setOut(new PrintWriter(out));
        assertThat(line.execute("--methods", "plain", "--out", target)).isZero();
        assertThat(opened).isEmpty();
        assertThat(line.execute("--replot", target, "--open")).isZero();
        assertThat(opened).containsExactly(directory.resolve("run/report.html"));
    }

    @Test
    void whereNoBrowserIsOpenSaysWhereThePageIsAndTheRunSucceedsAllTheSame() {
        Path target = directory.resolve("run");
        CommandLine line = ExampleMain.commandLine(new TinyExample(), page -> false)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        assertThat(line.execute("--methods", "plain", "--open", "--quiet", "--out", target.toString()))
                .isZero();
        assertThat(err.toString().strip())
                .isEqualTo("--open: expected a program that shows web pages, found none here. The page is "
                        + target.resolve("report.html") + "; open it in any browser.");
    }

    @Test
    void aDefectFailsWith1AndShowsWhere() {
        assertThat(run("--methods", "wide", "--out", directory.resolve("run").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("The run failed.")
                .contains("Parameters of method wide", "InitialWeights");
    }

    @Test
    void versionNamesTheProjectAndDeeplearning4j() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("dl4j-dropout \\d+\\.\\d+\\.\\d+\\S*, Deeplearning4j 1\\.0\\.0-M2\\.1\\R");
    }

    @Test
    void helpExplainsEachOptionWithItsDefault() {
        assertThat(run("--help")).isZero();
        String[] options = out.toString().split("\\R {0,6}(-\\w, )?(?=--)");
        assertThat(options).hasSizeGreaterThan(14);
        assertThat(Stream.of(options).skip(1).filter(option -> !option.matches("(?s)--(help|version|methods).*")))
                .allMatch(option -> option.replaceAll("\\s+", " ").contains("(default: "));
        assertThat(out.toString())
                .contains("(default: 2; full: 3)", "plain: no dropout")
                .doesNotContain("${");
    }
}
