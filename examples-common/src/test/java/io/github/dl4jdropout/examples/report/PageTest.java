package io.github.dl4jdropout.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.dl4jdropout.examples.record.EpochRecord;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.OutcomeTest;
import io.github.dl4jdropout.examples.record.ReliabilityBin;
import io.github.dl4jdropout.examples.record.RunInfo;
import io.github.dl4jdropout.examples.record.RunInfoTest;
import io.github.dl4jdropout.examples.record.RunSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What the page says; {@link PageInBrowserTest} has what it looks like. */
class PageTest {

    private final List<EpochRecord> rows = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private RunInfo info = RunInfoTest.example(false).ended("complete", Instant.parse("2026-01-01T01:02:03Z"));

    PageTest() {
        network("none", 1, 4.0, 3);
        network("none", 2, 4.2, 4);
        network("builtin", 1, 3.0, 7);
        network("builtin", 2, 3.4, 9);
        network("guide", 1, 3.1, 5);
        network("guide", 2, 3.5, 5);
    }

    private void network(String method, long seed, double error, int right) {
        rows.add(new EpochRecord(method, seed, 1, 1, 9, 1, 0.1, error + 1, 0.5, 0.01, 7, 1));
        rows.add(new EpochRecord(method, seed, 2, 1, 9, 0.5, 0.1, error, 0.4, 0.02, 5, 1));
        outcomes.add(OutcomeTest.example(method, seed, right));
    }

    private String page() {
        return Page.html(new Results(info, rows), new Outcomes(outcomes));
    }

    /** Without the scripts and their licence. */
    private String text() {
        String page = page();
        return page.substring(0, page.indexOf("<script type=\"application/json\""));
    }

    private static JsonNode data(String page) throws Exception {
        String start = "id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    private void settings(List<String> methods, List<Long> seeds) {
        RunSettings old = info.settings();
        change(
                new RunSettings(
                        old.preset(),
                        methods,
                        seeds,
                        old.epochs(),
                        old.batch(),
                        old.learningRate(),
                        old.rate(),
                        old.trainSize(),
                        old.dataset(),
                        old.dataDir()),
                info.methods(),
                info.command());
        rows.removeIf(row -> !methods.contains(row.method()) || !seeds.contains(row.seed()));
        outcomes.removeIf(o -> !methods.contains(o.method()) || !seeds.contains(o.seed()));
    }

    private void change(RunSettings settings, Map<String, String> methods, String command) {
        info = new RunInfo(
                info.example(),
                info.status(),
                info.started(),
                info.ended(),
                command,
                settings,
                info.network(),
                info.networkOptions(),
                methods,
                info.baseline(),
                info.data(),
                info.software(),
                info.machine(),
                info.resumed());
    }

    @Test
    void saysWhatWasRunOnWhatAndWhatCameOut() {
        assertThat(text())
                .contains(
                        "<title>Dropout on blobs</title>",
                        "Real images: blobs; a test",
                        "2,000 to train on, 30 to test on",
                        "2 epochs, batches of 16, preset default",
                        "2026-01-01 00:00 UTC, for 1 h 2 min 3 s",
                        "Fewest test errors: builtin, 3.20 ± 0.28\u00a0%.",
                        "In test error, guide differs from builtin beyond the noise of 2 seeds (1, 2)",
                        "<th scope=\"row\">none</th><td>4.10 ± 0.14</td>",
                        "<td class=\"best\">3.20 ± 0.28</td>",
                        "+0.10 [+0.10, +0.10]",
                        "mvn exec:exec",
                        "ECE 0.0200 ± 0.0000")
                .doesNotContain("SYNTHETIC", "class=\"notice\">This run", "{{");
    }

    @Test
    void saysThatDataIsSynthetic() {
        info = RunInfoTest.example(true);
        assertThat(text())
                .contains(
                        "<title>Dropout on SYNTHETIC data (blobs)</title>",
                        "The images are SYNTHETIC: a program drew them.",
                        "Synthetic images, drawn by a program: blobs");
    }

    @Test
    void theBestNetworkIsTheOneWithTheFewestTestErrors() {
        outcomes.replaceAll(o -> o.method().equals("builtin") && o.seed() == 2
                ? o
                : new Outcome(
                        o.method(),
                        o.seed(),
                        o.classes(),
                        o.reliability(),
                        new int[][] {{8, 1}, {1, 9}},
                        null,
                        List.of(),
                        null));
        assertThat(text())
                .contains(
                        "builtin, seed 2: 1 of 19 test images wrong (5.26 %)", // one error, like all, of the most
                        // images
                        "<span class=\"said\">cat <small>87.5 %</small></span>",
                        "<span class=\"truth\">is dog <small>12.5 %</small></span>",
                        "Here are all, surest first");
    }

    @Test
    void outcomesOfSeedsArePooled() {
        Outcomes all = new Outcomes(outcomes);
        assertThat(all.confusion("builtin")).isDeepEqualTo(new int[][] {{16, 0}, {2, 16}});
        outcomes.set(
                3,
                new Outcome(
                        "builtin",
                        2,
                        List.of("cat", "dog"),
                        List.of(new ReliabilityBin(0, 0, 0), new ReliabilityBin(45, 0.95, 0.9)),
                        new int[][] {{1, 0}, {0, 1}},
                        null,
                        List.of(),
                        null));
        List<ReliabilityBin> bins = new Outcomes(outcomes).reliability("builtin");
        assertThat(bins).as("without the empty one").hasSize(1);
        assertThat(bins.get(0).count()).isEqualTo(15 + 45);
        assertThat(bins.get(0).confidence()).isCloseTo(0.9, within(1e-12)); // 0.75 · 1/4 + 0.95 · 3/4
        assertThat(bins.get(0).accuracy()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void chartsHaveTheFiguresOfTheTable() throws Exception {
        JsonNode data = data(page());
        JsonNode error = data.get("curves").get(0).get("series").get(1);
        assertThat(error.get("method").asText()).isEqualTo("builtin");
        assertThat(error.get("test").get(1).asDouble()).isCloseTo(3.2, within(1e-12));
        assertThat(error.get("testSd").get(1).asDouble()).isCloseTo(0.2 * Math.sqrt(2), within(1e-12));
        assertThat(error.get("train").get(0).asDouble()).isEqualTo(1);
        assertThat(data.get("gaps").get(0).get("values").get(0).get("mean").asDouble())
                .isCloseTo(4.1 - 0.5, within(1e-12));
        assertThat(data.get("gaps").get(1).get("values").get(0).get("mean").asDouble())
                .isCloseTo(0.3, within(1e-12));
        assertThat(data.get("differences")).hasSize(2);
        assertThat(data.get("differences").get(0).get("low").asDouble()).isCloseTo(-0.3706, within(1e-3));
        assertThat(data.get("seconds").get(0).get("mean").asDouble()).isEqualTo(6);
        assertThat(data.get("methods").get(1).get("colour").asText()).isEqualTo("#e69f00");
        assertThat(data.get("reliability")).hasSize(3);
    }

    @Test
    void aNumberThatIsNotFiniteIsNull() throws Exception {
        rows.replaceAll(
                row -> new EpochRecord(row.method(), row.seed(), row.epoch(), 1, 1, 1, 1, 1, Double.NaN, 0.1, 1, 1));
        JsonNode data = data(page());
        assertThat(data.get("curves")
                        .get(1)
                        .get("series")
                        .get(0)
                        .get("test")
                        .get(0)
                        .isNull())
                .isTrue();
    }

    @Test
    void noNameOrCommandBreaksThePage() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\"'&<!--";
        Map<String, String> methods = new LinkedHashMap<>();
        methods.put(hostile, hostile);
        methods.put("builtin", "b");
        rows.replaceAll(row -> row.method().equals("none")
                ? new EpochRecord(hostile, row.seed(), row.epoch(), 1, 1, 1, 1, 1, 1, 0.1, 1, 1)
                : row);
        outcomes.removeIf(outcome -> outcome.method().equals("none"));
        outcomes.add(OutcomeTest.example(hostile, 1, 2));
        settings(List.of(hostile, "builtin"), List.of(1L, 2L));
        change(info.settings(), methods, "mvn " + hostile);
        String page = page();
        assertThat(page).doesNotContain("<img src=x", "onerror=alert(1)>\"'");
        assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(3);
        assertThat(data(page).get("methods").get(0).get("name").asText()).isEqualTo(hostile);
    }

    @Test
    void aRunOfOneSeedSaysWhatCannotBeSaid() {
        settings(List.of("none", "builtin", "guide"), List.of(1L));
        assertThat(text())
                .contains(
                        "There is one seed, and an interval takes at least two: --seeds 1,2,3.",
                        "There is one seed, so there is no band over seeds.",
                        "One seed, so no deviation over seeds.")
                .doesNotContain("id=\"difference\"", "beyond the noise", "NaN");
    }

    @Test
    void aRunWithoutTheBaselineIsNotCompared() {
        settings(List.of("none", "guide"), List.of(1L, 2L));
        assertThat(text())
                .contains("builtin was not among the methods of this run, so there is nothing to compare with.")
                .doesNotContain("id=\"difference\"");
    }

    @Test
    void aRunOfOneMethodIsNotCompared() {
        settings(List.of("builtin"), List.of(1L, 2L));
        assertThat(text()).contains("There was no other method in this run.", "Test error of builtin, 3.20");
    }

    @Test
    void aRunThatDidNotFinishSaysSoAndShowsWhatItHas() {
        info = RunInfoTest.example(false).ended("failed", Instant.parse("2026-01-01T01:02:03Z"));
        rows.removeIf(row -> row.method().equals("guide") && row.seed() == 2 && row.epoch() == 2);
        outcomes.remove(5);
        assertThat(text())
                .contains(
                        "This run FAILED before its end.",
                        "Not finished, and not in the tables: guide, seed 2: 1 of 2 epochs.",
                        "id=\"curve-error\"",
                        "<code>guide</code>, 1 seed");
    }

    @Test
    void aRunThatWasInterruptedSaysHowToGoOn() {
        info = RunInfoTest.example(false).ended("interrupted", Instant.parse("2026-01-01T01:02:03Z"));
        assertThat(text()).contains("This run was INTERRUPTED; --resume goes on with it.");
    }

    @Test
    void aRunThatWasStoppedAtOnceIsAPageOfWords() throws Exception {
        info = RunInfoTest.example(false);
        rows.clear();
        outcomes.clear();
        assertThat(text())
                .contains(
                        "This run was not at its end when this page was made.",
                        "No network was trained to the last epoch",
                        "No epoch was finished, so there are no curves.",
                        "The run folder holds no outcomes of trained networks")
                .doesNotContain("<canvas");
        assertThat(data(page()).get("curves")).isEmpty();
    }

    @Test
    void aRunOfAnEarlierVersionHasAllButTheOutcomes() {
        outcomes.clear();
        assertThat(text())
                .contains(
                        "id=\"curve-error\"", "id=\"seconds\"", "The run folder holds no outcomes of trained networks")
                .doesNotContain("id=\"reliability-0\"");
    }

    @Test
    void saysWhyThereAreNoFiltersOrNoMistakes() {
        outcomes.replaceAll(o ->
                new Outcome(o.method(), o.seed(), o.classes(), o.reliability(), o.confusion(), null, List.of(), null));
        assertThat(text())
                .contains(
                        "The first layer with weights is no convolution in these networks",
                        "The examples of this data are not pictures that can be drawn.");
    }

    @Test
    void thePageHasNoAddressOfAnythingElse() {
        assertThat(Stream.of("src", "href", "action", "data", "poster", "srcset")
                        .flatMap(name -> Pattern.compile("\\s" + name + "=[\"']([^\"']*)")
                                .matcher(text())
                                .results()
                                .map(match -> match.group(1))))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("data:"));
        assertThat(page()).doesNotContain("@import", "url(", "sourceMappingURL");
    }

    @Test
    void theLicenceOfTheChartsIsOnThePage() {
        assertThat(text())
                .containsPattern("Chart.js \\d+\\.\\d+\\.\\d+, MIT License")
                .contains("Permission is hereby granted");
    }
}
