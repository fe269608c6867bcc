package io.github.dl4jdropout.examples.comparison.report;

import static io.github.dl4jdropout.examples.comparison.DropoutMethod.BUILTIN;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.DOWNSCALE_INFER;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.INVERTED;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.NONE;
import static io.github.dl4jdropout.examples.comparison.DropoutMethod.UPSCALE_INFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dl4jdropout.examples.comparison.record.Metric;
import io.github.dl4jdropout.examples.comparison.record.OldRun;
import io.github.dl4jdropout.examples.comparison.record.RunFolder;
import io.github.dl4jdropout.examples.comparison.record.RunInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path directory;

    private static TinyRun synthetic() {
        TinyRun run = new TinyRun(NONE, INVERTED);
        run.data = new RunInfo.DataInfo("blobs", true, "drawn", 2000, 1000, "aa", "bb");
        return run;
    }

    @Test
    void aRunOfTheFirstVersionIsDrawnAgainWithTheSameFigures() throws IOException {
        RunFolder folder = OldRun.copy(directory);
        String console = Report.write(folder);
        String summary = Files.readString(folder.summary());
        assertThat(summary.lines()) // rows of the summary that the first version wrote, with a column more
                .contains(
                        "| none | 6.32 ± 0.20 | 0.2697 ± 0.0122 | 0.0345 ± 0.0021 | 0.00 ± 0.00 | 0.39 |",
                        "| builtin | **5.88 ± 0.08** | 0.2089 ± 0.0035 | 0.0178 ± 0.0008 | 0.05 ± 0.05 | 0.42 |",
                        "| inverted | 5.94 ± 0.07 | **0.2070 ± 0.0039** | 0.0167 ± 0.0014 | 0.10 ± 0.00 | 0.43 |",
                        "| downscale-infer | 6.36 ± 0.14 | 0.2215 ± 0.0033 | **0.0162 ± 0.0004** | 0.27 ± 0.10 | 0.36 |",
                        "| upscale-infer | 6.33 ± 0.12 | 0.9144 ± 0.0187 | 0.0621 ± 0.0012 | 0.33 ± 0.08 | 0.40 |");
        assertThat(summary)
                .contains("| none - builtin | +0.44 [-0.25, +1.13] |")
                .contains("| inverted - builtin | +0.06 [-0.12, +0.24] |")
                .contains("| downscale-infer - builtin | +0.48 [+0.11, +0.85] |")
                .contains("| upscale-infer - builtin | +0.45 [+0.07, +0.82] |")
                .contains(
                        "2,000 training images, 16 epochs, batches of 100, 3 seeds (1, 2, 3). Tested on 10,000 images.")
                .contains("Begun 2026-11-24T08:31:22Z, complete 2026-11-24T08:37:09Z.")
                .contains("-Dargs=\"--data-dir data/mnist\"")
                .doesNotContain("not finished", "SYNTHETIC");
        assertThat(console.lines()).allMatch(line -> line.length() <= 80);
        assertThat(console).contains("5.88±0.08*").contains("inverted - none            -0.38 [-0.98, +0.22]");
        assertThat(ImageIO.read(folder.curves().toFile()).getWidth()).isGreaterThan(1000);
        assertThat(folder.report()).exists();
    }

    @Test
    void wideFiguresFitAConsoleOf80Columns() {
        TinyRun run = new TinyRun(NONE, BUILTIN, INVERTED, DOWNSCALE_INFER, UPSCALE_INFER);
        run.given.methods.forEach(method -> run.errors(method, 45.5, 66.5, 55.5 + method.ordinal()));
        assertThat(Summary.console(run.results()).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void syntheticDataIsCalledSoWhereverAFigureStands() throws IOException {
        RunFolder folder =
                synthetic().errors(NONE, 1, 2, 3).errors(INVERTED, 2, 3, 5).write(directory);
        assertThat(Report.write(folder).lines().filter(line -> line.contains("SYNTHETIC")))
                .hasSize(3);
        assertThat(folder.summary())
                .content()
                .startsWith("# Dropout on SYNTHETIC data (blobs)\n\n**The images are SYNTHETIC")
                .contains("| SYNTHETIC data | test error % | NLL | ECE | train error % |")
                .contains("| SYNTHETIC data | test error % | NLL | ECE |\n");
        assertThat(folder.report()).content().contains("<title>Dropout on SYNTHETIC data (blobs)</title>");
        assertThat(new CurvesPanel(synthetic().errors(NONE, 1).results(), Metric.TRAIN_ERROR, Metric.TEST_ERROR)
                        .chart("Error", "error (%)", true)
                        .getTitle())
                .isEqualTo("Error on SYNTHETIC data (blobs), 2,000 training images");
    }

    @Test
    void aRunThatIsNotFinishedSaysSo() throws IOException {
        RunFolder folder = new TinyRun(NONE, INVERTED)
                .errors(NONE, 1, 2, 3)
                .row(INVERTED, 1, 1, 5)
                .write(directory);
        assertThat(Report.write(folder)).contains("Not finished, not in the table: inverted, seed 1: 1 of 2 epochs");
        assertThat(folder.report())
                .content()
                .contains(
                        "<strong>The run is not finished.</strong> Not in the tables: inverted, seed 1: 1 of 2 epochs;");
    }

    @Test
    void aRunWithoutAnyEpochHasAReport() throws IOException {
        RunFolder folder = synthetic().write(directory);
        assertThat(Report.write(folder)).contains("none, seed 1: 0 of 2 epochs");
        assertThat(folder.report()).content().contains("none, seed 1: 0 of 2 epochs");
        assertThat(folder.curves()).doesNotExist();
    }

    @Test
    void axesEndALittleAboveTheLargestValueFromTheSecondEpochOn() {
        TinyRun run = new TinyRun(NONE, INVERTED);
        run.given.seeds = List.of(1L);
        Results results = run.errors(NONE, 20).errors(INVERTED, 30).results();
        assertThat(new CurvesPanel(results, Metric.TRAIN_ERROR, Metric.TEST_ERROR).top())
                .isEqualTo(1.05 * 30);
        TinyRun bad = new TinyRun(NONE);
        bad.given.seeds = List.of(1L);
        assertThat(new CurvesPanel(bad.errors(NONE, 99).results(), Metric.TRAIN_ERROR, Metric.TEST_ERROR)
                        .chart("", "", false)
                        .getStyler()
                        .getYAxisMax())
                .isEqualTo(100);
    }

    @Test
    void aMethodThatEndsFarAboveTheOthersIsNamedInsteadOfPressingThemToTheGround() {
        TinyRun run = new TinyRun(NONE, INVERTED, BUILTIN);
        run.given.seeds = List.of(1L);
        Results results =
                run.errors(NONE, 2).errors(INVERTED, 3).errors(BUILTIN, 9.5).results();
        CurvesPanel panel = new CurvesPanel(results, Metric.TRAIN_ERROR, Metric.TEST_ERROR);
        assertThat(panel.top()).isEqualTo(1.05 * 3);
        assertThat(panel.chart("", "", false).getXAxisTitle()).contains("builtin ends at 9.50");
    }

    @Test
    void aColourBelongsToAMethodWhereverItStands() {
        TinyRun run = new TinyRun(INVERTED, NONE);
        run.given.seeds = List.of(1L);
        assertThat(new CurvesPanel(run.errors(INVERTED, 9).results(), Metric.TRAIN_NLL, Metric.TEST_NLL)
                        .chart("", "", false)
                        .getSeries("inverted")
                        .getLineColor())
                .isEqualTo(INVERTED.colour());
    }

    @Test
    void theMaskPictureShowsTheMasksThatAreDrawn() throws IOException {
        TinyRun run = new TinyRun(NONE);
        Path all = directory.resolve("all.png");
        Path half = directory.resolve("half.png");
        MaskPicture.save(run.results().settings(), half);
        run.given.rate = 0;
        MaskPicture.save(run.results().settings(), all);
        assertThat(blue(all)).isEqualTo(2 * 4 * 8 * 64 * 64);
        assertThat(blue(half)).isBetween(blue(all) / 3, blue(all) * 2 / 3);
    }

    private static long blue(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        long blue = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                blue += (picture.getRGB(x, y) & 0xFFFFFF) == 0x0072B2 ? 1 : 0;
            }
        }
        return blue;
    }
}
