package io.github.dl4jdropout.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.dl4jdropout.examples.run.ExampleMain;
import io.github.dl4jdropout.examples.run.TinyPictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.shade.jackson.databind.JsonNode;

/** The page of a real run in a real browser. Pictures of it are left in {@code target/report-screenshots}, to be looked at. */
class PageInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "report-screenshots");

    /** Error, likelihood; differences; two gaps; three reliability diagrams; seconds. */
    private static final int CHARTS = 2 + 1 + 2 + 3 + 1;

    @TempDir
    private static Path directory;

    private static Chromium chromium;
    private static Path page;

    @BeforeAll
    static void runAnExampleAndStartTheBrowser() throws IOException, InterruptedException {
        Optional<Path> program = Chromium.find();
        assumeTrue(
                program.isPresent(),
                "No Chromium here: neither environment variable CHROME nor the path names one. The page was not looked at.");
        StringWriter err = new StringWriter();
        int code = ExampleMain.commandLine(new TinyPictures())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute("--quiet", "--out", directory.resolve("run").toString());
        assertThat(code).as(err.toString()).isZero();
        page = directory.resolve("run/report.html");
        Files.createDirectories(SCREENSHOTS);
        chromium = Chromium.start(program.get(), Files.createDirectory(directory.resolve("profile")));
    }

    @AfterAll
    static void stopTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void everyChartIsDrawnWithoutAnErrorAndNothingStandsOut(int width, String scheme)
            throws IOException, InterruptedException {
        chromium.load(page, width, scheme);
        chromium.screenshot(SCREENSHOTS.resolve(width + "-" + scheme + ".png"));
        assertThat(complaints()).isEmpty();
        assertThat(chromium.evaluate("document.querySelectorAll('canvas').length")
                        .asInt())
                .isEqualTo(CHARTS);
        assertThat(texts(chromium.evaluate("""
                        [...document.querySelectorAll('canvas')].filter(canvas => {
                          const chart = Chart.getChart(canvas);
                          if (!chart || canvas.clientWidth < 100 || canvas.clientHeight < 100) return true;
                          const area = chart.chartArea, ratio = chart.currentDevicePixelRatio;
                          const pixels = canvas.getContext('2d').getImageData(area.left * ratio, area.top * ratio, area.width * ratio, area.height * ratio).data;
                          const colours = new Set();
                          for (let i = 0; i < pixels.length; i += 4) {
                            if (pixels[i + 3] > 100) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
                          }
                          return colours.size < 3; // lines of the grid alone are fewer
                        }).map(canvas => canvas.id)""")))
                .as("charts that are not drawn")
                .isEmpty();
        assertThat(chromium.evaluate("document.documentElement.scrollWidth").asInt())
                .as("width of the page")
                .isLessThanOrEqualTo(width);
        assertThat(
                        texts(
                                chromium.evaluate(
                                        "[...document.images].filter(image => !image.complete || image.naturalWidth === 0).map(image => image.alt)")))
                .as("pictures that cannot be shown")
                .isEmpty();
    }

    @Test
    void thePageLoadsNothing() throws IOException, InterruptedException {
        chromium.load(page, 1280, "light");
        assertThat(chromium.events("Network.requestWillBeSent"))
                .extracting(event -> event.get("request").get("url").asText())
                .filteredOn(url -> !url.startsWith("data:"))
                .containsExactly(page.toUri().toString());
    }

    @Test
    void pointingAtAnEpochShowsItsValues() throws IOException, InterruptedException {
        chromium.load(page, 1280, "light");
        JsonNode place = chromium.evaluate("""
                (() => {
                  const canvas = document.getElementById('curve-error');
                  canvas.scrollIntoView({block: 'center'});
                  const box = canvas.getBoundingClientRect();
                  const point = Chart.getChart(canvas).getDatasetMeta(3).data[2];
                  return [box.left + point.x, box.top + point.y];
                })()""");
        chromium.send(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        "mouseMoved",
                        "x",
                        place.get(0).asDouble(),
                        "y",
                        place.get(1).asDouble()));
        chromium.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        JsonNode shown = chromium.evaluate(
                "(() => { const tooltip = Chart.getChart('curve-error').tooltip;"
                        + " return [tooltip.opacity, tooltip.title[0], ...tooltip.body.map(body => body.lines[0]).sort()]; })()");
        assertThat(shown.get(0).asDouble()).isEqualTo(1);
        assertThat(shown.get(1).asText()).isEqualTo("epoch 3");
        assertThat(texts(shown).subList(2, 5))
                .allMatch(line -> line.matches("\\w+: test \\d+\\.\\d\\d ± \\d+\\.\\d\\d, train \\d+\\.\\d\\d"))
                .extracting(line -> line.split(":")[0])
                .containsExactly("builtin", "inverted", "none");
    }

    @Test
    void onPaperThePageIsLightAndAsWideAsTheSheet() throws IOException, InterruptedException {
        chromium.load(page, 390, "dark");
        chromium.evaluate("window.addEventListener('beforeprint', () => {"
                + " window.printed = [Chart.getChart('seconds').width, Chart.defaults.color]; })");
        byte[] pdf = chromium.pdf();
        Files.write(SCREENSHOTS.resolve("print.pdf"), pdf);
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        JsonNode printed = chromium.evaluate("window.printed");
        assertThat(printed.get(0).asInt()).as("width of a chart").isBetween(600, 700);
        assertThat(printed.get(1).asText()).as("colour of its text").isEqualTo("#595959");
        assertThat(chromium.evaluate("Chart.defaults.color").asText())
                .as("afterwards")
                .isEqualTo("#a8adb3");
        assertThat(complaints()).isEmpty();
    }

    private static List<JsonNode> complaints() {
        List<JsonNode> complaints = new ArrayList<>(chromium.events("Runtime.exceptionThrown"));
        complaints.addAll(chromium.events("Log.entryAdded"));
        complaints.addAll(chromium.events("Runtime.consoleAPICalled"));
        return complaints;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
