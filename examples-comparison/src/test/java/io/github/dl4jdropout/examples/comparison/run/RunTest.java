package io.github.dl4jdropout.examples.comparison.run;

import static io.github.dl4jdropout.examples.comparison.run.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.DropoutMethod;
import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.Metrics;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import io.github.dl4jdropout.examples.data.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

    @TempDir
    private static Path directory;

    private static Path whole;
    private static String shown;

    @BeforeAll
    static void train() {
        whole = directory.resolve("whole");
        shown = run("--methods=none,builtin --out " + whole).succeeded();
    }

    @Test
    void aRunLeavesEveryFile() throws IOException {
        assertThat(Runs.files(whole))
                .containsExactly((",.lock,curves.png,masks.png,metrics.csv,models,models/builtin-seed1.zip,"
                                + "models/builtin-seed2.zip,models/none-seed1.zip,models/none-seed2.zip,report.html,"
                                + "run.json,summary.md")
                        .split(","));
        assertThat(Runs.rows(whole)).hasSize(2 * 2 * 2);
        assertThat(RunInfo.read(whole.resolve("run.json")).data().trainImages()).isEqualTo(40);
        assertThat(whole.resolve("summary.md")).content().contains("SYNTHETIC");
        String header = "\nmethod  seed  epoch    loss train % test %    NLL fit s eval s    left\n";
        assertThat(shown)
                .contains("drawing blobs", header, "SYNTHETIC data (blobs): 40 training images", "Report: ")
                .containsPattern("builtin    2    2/2( +\\d+\\.\\d+){6}    0:00\n")
                .as("nothing is redrawn in a log")
                .doesNotContain("\r");
    }

    @Test
    void theTimeLeftIsReadable() {
        assertThat(DoubleStream.of(7.4, 187, 3727).mapToObj(Progress::time)).containsExactly("0:07", "3:07", "1:02:07");
    }

    @Test
    void aSavedModelGivesTheRecordedScores() throws IOException {
        Path file = new RunFolder(whole).model(DropoutMethod.BUILTIN, 2);
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(file.toFile());
        Scores scores = Scores.of(model, Batches.inOrder(TinyComparison.data().test(), 7));
        Metrics.Row last = Runs.rows(whole).get(7);
        assertThat(last.method() + " " + last.seed() + " " + last.epoch()).isEqualTo("builtin 2 2");
        assertThat(scores.errorPercent()).isEqualTo(last.get(Metric.TEST_ERROR));
        assertThat(scores.nll()).isEqualTo(last.get(Metric.TEST_NLL));
        assertThat(scores.ece()).isEqualTo(last.get(Metric.TEST_ECE));
    }

    @Test
    void theSameRunGivesTheSameFiguresAndReplotTheSameReportWithoutTheModels() throws IOException {
        Path again = directory.resolve("again");
        String table = run("--methods none,builtin --quiet --out " + again).succeeded();
        Runs.assertSameResults(again, whole);
        Map<Path, byte[]> report = new HashMap<>();
        for (String name : List.of("summary.md", "curves.png", "masks.png", "report.html")) {
            report.put(again.resolve(name), Files.readAllBytes(again.resolve(name)));
            Files.delete(again.resolve(name));
        }
        Files.delete(new RunFolder(again).model(DropoutMethod.NONE, 1));
        assertThat(run("--quiet --replot " + again).succeeded())
                .isEqualTo(table)
                .doesNotContain("drawing", " 2/2 ", "method  seed");
        report.forEach((file, before) -> assertThat(file).hasBinaryContent(before));
    }

    /** Their configurations have seeds of their own, see the comparison. */
    @Test
    void atRate0AllMethodsAreTheSameNetworkOnTheSameBatches() {
        Path out = directory.resolve("rate0");
        String table = run("--methods none,builtin,inverted,upscale-infer --rate 0 --seeds 3 --out " + out)
                .succeeded();
        assertThat(table.lines().filter(line -> line.startsWith("upscale-infer ")))
                .as("with downscale-infer, which is longer by two characters, it fits 79 columns")
                .allMatch(line -> line.length() <= 77);
        List<Metrics.Row> rows = Runs.rows(out);
        for (int i = 2; i < rows.size(); i++) {
            assertThat(rows.get(i).values()).isEqualTo(rows.get(i % 2).values());
        }
        assertThat(rows.get(0).values()).isNotEqualTo(rows.get(1).values());
    }

    /** Evaluation draws nothing, so the epochs that are evaluated give the same figures. */
    @Test
    void evaluatingLessOftenLeavesOutRowsAndChangesNoOther() {
        String settings = "--methods=none,builtin --epochs=5 --seeds=2 --out=" + directory;
        run(settings + "/always").succeeded();
        assertThat(run(settings + "/seldom --evaluate-every=2").succeeded()).doesNotContain("Not finished");
        assertThat(Runs.rows(directory.resolve("seldom")))
                .isEqualTo(Runs.rows(directory.resolve("always")).stream()
                        .filter(row -> List.of(2, 4, 5).contains(row.epoch()))
                        .toList());
    }

    @Test
    void aRunThatDivergesFailsWith1AndKeepsItsRecord() {
        Path out = directory.resolve("diverges");
        assertThat(run("--learning-rate 3e38 --epochs 3 --out " + out).failed(1))
                .startsWith("Training of none, seed 1, epoch ")
                .contains("expected a finite loss and finite parameters, received")
                .contains("try a --learning-rate below 3.0E38")
                .doesNotContain("To go on");
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }
}
