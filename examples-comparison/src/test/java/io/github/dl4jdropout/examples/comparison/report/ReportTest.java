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
import java.util.Base64;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;

class ReportTest {

    @TempDir
    private Path directory;

    private static TinyRun synthetic(String name) {
        TinyRun run = new TinyRun(NONE, INVERTED);
        run.data = new RunInfo.DataInfo(name, true, name, 2000, 1000, "aa", "bb");
        return run;
    }

    @Test
    void aRunOfTheFirstVersionIsDrawnAgainWithTheSameFigures() throws IOException {
        FileUtils.copyDirectory(OldRun.FOLDER.path().toFile(), directory.toFile());
        RunFolder folder = new RunFolder(directory);
        String console = Report.write(folder);
        assertThat(directory.resolve("summary.md")) // of the first version, with a column more
                .content()
                .contains(
                        "| none | 6.32 ± 0.20 | 0.2697 ± 0.0122 | 0.0345 ± 0.0021 | 0.00 ± 0.00 | 0.39 |",
                        "| builtin | **5.88 ± 0.08** | 0.2089 ± 0.0035 | 0.0178 ± 0.0008 | 0.05 ± 0.05 | 0.42 |",
                        "| inverted | 5.94 ± 0.07 | **0.2070 ± 0.0039** | 0.0167 ± 0.0014 | 0.10 ± 0.00 | 0.43 |",
                        "| downscale-infer | 6.36 ± 0.14 | 0.2215 ± 0.0033 | **0.0162 ± 0.0004** | 0.27 ± 0.10 | 0.36 |",
                        "| upscale-infer | 6.33 ± 0.12 | 0.9144 ± 0.0187 | 0.0621 ± 0.0012 | 0.33 ± 0.08 | 0.40 |",
                        "| none - builtin | +0.44 [-0.25, +1.13] |",
                        "| inverted - builtin | +0.06 [-0.12, +0.24] |",
                        "| downscale-infer - builtin | +0.48 [+0.11, +0.85] |",
                        "| upscale-infer - builtin | +0.45 [+0.07, +0.82] |",
                        "2,000 training images, 16 epochs, batches of 100, seeds 1, 2, 3. Tested on 10,000 images.",
                        "Begun 2026-11-24T08:31:22Z, complete 2026-11-24T08:37:09Z.",
                        "-Dargs=\"--data-dir data/mnist\"")
                .doesNotContain("not finished", "SYNTHETIC");
        assertThat(console.lines()).allMatch(line -> line.length() <= 80);
        assertThat(console).contains("5.88±0.08*").contains("inverted - none            -0.38 [-0.98, +0.22]");
        assertThat(folder.report())
                .content()
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .contains("<td>5.94 ± 0.07</td>", embedded("curves.png"), embedded("masks.png"))
                .doesNotContain("<script", "<link", "http:", "https:", "url(", "@import")
                .doesNotContainPattern("(src|href)=\"(?!data:image/png;base64,)");
    }

    private String embedded(String picture) throws IOException {
        byte[] png = Files.readAllBytes(directory.resolve(picture));
        return "src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(png) + "\"";
    }

    @Test
    void wideFiguresFitAConsoleOf80Columns() {
        TinyRun run = new TinyRun(NONE, BUILTIN, INVERTED, DOWNSCALE_INFER, UPSCALE_INFER);
        run.given.methods.forEach(method -> run.errors(method, 45.5, 66.5, 55.5 + method.ordinal()));
        assertThat(Summary.console(run.results()).lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void syntheticDataIsCalledSoWhereverAFigureStands() throws IOException {
        TinyRun run = synthetic("blobs").errors(NONE, 1, 2, 3).errors(INVERTED, 2, 3, 5);
        RunFolder folder = run.write(directory);
        String console = Report.write(folder);
        assertThat(console.lines().filter(line -> line.contains("SYNTHETIC"))).hasSize(3);
        assertThat(directory.resolve("summary.md"))
                .content()
                .startsWith("# Dropout on SYNTHETIC data (blobs)\n\n**The images are SYNTHETIC")
                .contains("| SYNTHETIC data | test error % | NLL | ECE | train error % |")
                .contains("| SYNTHETIC data | test error % | NLL | ECE |\n");
        assertThat(folder.report()).content().contains("<title>Dropout on SYNTHETIC data (blobs)</title>");
        assertThat(errorCurves(run).getTitle()).isEqualTo("SYNTHETIC data (blobs), 2,000 training images");
    }

    @Test
    void textFromOutsideIsShownAsItIs() throws IOException {
        String name = "<script>alert(1)</script> & `a` *b* _c_ [d](http://e) |f| <!-- g \\ ~h~ &amp; a_b";
        TinyRun run = synthetic(name).errors(NONE, 1, 2, 3);
        run.network = name;
        RunFolder folder = run.write(directory);
        Report.write(folder);
        String escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        assertThat(folder.report())
                .content()
                .contains("<h1>Dropout on SYNTHETIC data (" + escaped + ")</h1>")
                .contains("<p>" + escaped + ".</p>", "Data: " + escaped + ".", "<title>Dropout on SYNTHETIC data (")
                .doesNotContain("<script", "<em>", "<!--", "<a ");
        String html = "# <b>a</b>\n\n<script>b</script>\n\n| <i>c</i> |\n| --- |\n| d |\n";
        assertThat(Page.html("<u>", html, directory))
                .doesNotContain("<script", "<b>", "<i>", "<u>")
                .contains("&lt;script&gt;", "<td>d</td>");
        assertThat(Summary.code("a\n```\nb")).isEqualTo("````\na\n```\nb\n````");
    }

    @Test
    void aRunThatIsNotFinishedSaysSo() throws IOException {
        TinyRun run = synthetic("blobs");
        assertThat(Report.write(run.write(directory))).contains("none, seed 1: 0 of 2 epochs");
        assertThat(directory.resolve("report.html")).content().contains("none, seed 1: 0 of 2 epochs");
        assertThat(directory.resolve("curves.png")).doesNotExist();
        RunFolder folder = run.errors(NONE, 1, 2, 3).row(INVERTED, 1, 1, 5).write(directory);
        assertThat(Report.write(folder)).contains("Not finished, not in the table: inverted, seed 1: 1 of 2 epochs");
        assertThat(folder.report())
                .content()
                .contains("<strong>The run is not finished.</strong> Not in the tables: inverted, seed 1: 1 of 2");
    }

    private static XYChart errorCurves(TinyRun run) {
        return Charts.curves(run.results(), 700, "", Metric.TRAIN_ERROR, Metric.TEST_ERROR);
    }

    @Test
    void axesEndALittleAboveTheLargestValueFromTheSecondEpochOn() {
        TinyRun run = new TinyRun(NONE, INVERTED, BUILTIN).errors(NONE, 2).errors(INVERTED, 3);
        assertThat(errorCurves(run).getStyler().getYAxisMax()).isEqualTo(1.05 * 3);
        assertThat(errorCurves(run).getXAxisTitle()).isEqualTo("epoch");
        assertThat(errorCurves(run).getSeries("inverted").getLineColor()).isEqualTo(INVERTED.colour);
        // it would press the others to the ground
        assertThat(errorCurves(run.errors(BUILTIN, 9.5)).getStyler().getYAxisMax())
                .isEqualTo(1.05 * 3);
        assertThat(errorCurves(run).getXAxisTitle()).contains("builtin, which ends at 9.50");
        run = new TinyRun(NONE).errors(NONE, 99);
        assertThat(errorCurves(run).getStyler().getYAxisMax()).isEqualTo(100);
    }

    @Test
    void theMaskPictureShowsTheMasksThatAreDrawn() throws IOException {
        TinyRun run = new TinyRun(NONE);
        long half = blue(run);
        run.given.rate = 0;
        assertThat(blue(run)).isEqualTo(2 * 4 * 8 * 64 * 64);
        assertThat(half).isBetween(blue(run) / 3, blue(run) * 2 / 3);
    }

    private long blue(TinyRun run) throws IOException {
        Path file = directory.resolve("masks.png");
        MaskPicture.save(run.results().settings(), file);
        BufferedImage picture = ImageIO.read(file.toFile());
        int width = picture.getWidth();
        int[] colours = picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
        return IntStream.of(colours)
                .filter(colour -> (colour & 0xFFFFFF) == 0x0072B2)
                .count();
    }
}
