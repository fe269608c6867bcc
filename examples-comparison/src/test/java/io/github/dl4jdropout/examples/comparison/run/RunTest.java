package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.comparison.run.Runs.Outcome;
import io.github.dl4jdropout.examples.data.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void nameFolder() {
        folder = new RunFolder(directory.resolve("run"));
    }

    private Outcome trained(String... more) {
        String[] usual = {"--out", folder.path().toString()};
        return run(Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new))
                .succeeded();
    }

    @Test
    void aRunLeavesEveryFile() throws IOException {
        Outcome outcome = trained("--methods=none,builtin");
        assertThat(Runs.files(folder.path()))
                .containsExactly(
                        "",
                        ".lock",
                        "curves.png",
                        "masks.png",
                        "metrics.csv",
                        "models",
                        "models/builtin-seed1.zip",
                        "models/builtin-seed2.zip",
                        "models/none-seed1.zip",
                        "models/none-seed2.zip",
                        "report.html",
                        "run.json",
                        "summary.md");
        assertThat(Metrics.read(folder.metrics()).rows()).hasSize(2 * 2 * 2);
        assertThat(RunInfo.read(folder.info()).data().trainImages()).isEqualTo(40);
        assertThat(folder.summary()).content().contains("SYNTHETIC");
        assertThat(outcome.out())
                .contains("drawing blobs", " 2/2 ", "SYNTHETIC data (blobs): 40 training images", "Report: ");
    }

    @Test
    void aSavedModelGivesTheRecordedScores() throws IOException {
        trained("--methods=none,builtin");
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(
                folder.model(DropoutMethod.BUILTIN, 2).toFile());
        Scores scores = Scores.of(model, Batches.inOrder(TinyComparison.data().test(), 7));
        Metrics.Row last = Metrics.read(folder.metrics()).rows().get(7);
        assertThat(last.method() + " " + last.seed() + " " + last.epoch()).isEqualTo("builtin 2 2");
        assertThat(scores.errorPercent()).isEqualTo(last.get(Metric.TEST_ERROR));
        assertThat(scores.nll()).isEqualTo(last.get(Metric.TEST_NLL));
        assertThat(scores.ece()).isEqualTo(last.get(Metric.TEST_ECE));
    }

    @Test
    void theSameRunGivesTheSameFigures() throws IOException {
        trained("--methods=none,builtin");
        Path again = directory.resolve("again");
        run("--methods", "none,builtin", "--quiet", "--out", again.toString()).succeeded();
        Runs.assertSameResults(again, folder.path());
    }

    /** Their configurations have seeds of their own, see the comparison. */
    @Test
    void atRate0AllMethodsAreTheSameNetworkOnTheSameBatches() throws IOException {
        trained("--methods", "none,builtin,inverted,upscale-infer", "--rate", "0", "--seeds", "3");
        List<Metrics.Row> rows = Runs.rows(folder);
        for (int i = 2; i < rows.size(); i++) {
            assertThat(rows.get(i).values()).isEqualTo(rows.get(i % 2).values());
        }
        assertThat(rows.get(0).values()).isNotEqualTo(rows.get(1).values());
    }

    /** Evaluation draws nothing, so the epochs that are evaluated give the same figures. */
    @Test
    void evaluatingLessOftenLeavesOutRowsAndChangesNoOther() throws IOException {
        trained("--methods=none,builtin", "--epochs", "5", "--seeds", "2");
        Path seldom = directory.resolve("seldom");
        run("--methods=none,builtin", "--epochs=5", "--seeds=2", "--evaluate-every=2", "--out=" + seldom)
                .succeeded();
        assertThat(Runs.rows(new RunFolder(seldom)))
                .isEqualTo(Runs.rows(folder).stream()
                        .filter(row -> List.of(2, 4, 5).contains(row.epoch()))
                        .toList());
    }

    @Test
    void replotGivesTheSameReportByteForByteWithoutTheModels() throws IOException {
        String table = trained("--methods=none,builtin", "--quiet").out();
        List<Path> report = Stream.of("summary.md", "curves.png", "masks.png", "report.html")
                .map(folder.path()::resolve)
                .toList();
        List<byte[]> before = new ArrayList<>();
        for (Path file : report) {
            before.add(Files.readAllBytes(file));
            Files.delete(file);
        }
        Files.delete(folder.model(DropoutMethod.NONE, 1));
        Outcome outcome = run("--quiet", "--replot", folder.path().toString()).succeeded();
        for (int i = 0; i < report.size(); i++) {
            assertThat(report.get(i)).hasBinaryContent(before.get(i));
        }
        assertThat(outcome.out()).isEqualTo(table).doesNotContain("drawing", " 2/2 ");
    }

    @Test
    void aRunThatDivergesFailsWith1AndKeepsItsRecord() {
        Outcome outcome = run(
                "--learning-rate",
                "3e38",
                "--epochs",
                "3",
                "--out",
                folder.path().toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("Training of none, seed 1, epoch ")
                .contains(
                        "expected a finite loss and finite parameters, received", "try a --learning-rate below 3.0E38")
                .doesNotContain("\tat ", "To go on");
        assertThat(folder.report()).isNotEmptyFile();
    }
}
