package io.github.dl4jdropout.examples.report;

import com.samskivert.mustache.Mustache;
import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * {@code report.html}: the run on one page that loads nothing. What stands where is in the template {@code report.html} beside this
 * class; here its blanks are filled in, and it is said in words why something is missing.
 */
final class Page {

    private record Fact(String name, String value) {}

    private record Named(String name, String description, String colour) {}

    private record HeadedCell(String text, boolean best, boolean head) {}

    private record Row(List<HeadedCell> cells) {}

    private record Best(ConfusionTable confusion, String network) {}

    private record MethodConfusion(String method, String seeds, ConfusionTable confusion) {}

    private record Mistaken(
            int index,
            String said,
            String probability,
            String truth,
            String probabilityOfTruth,
            String src,
            int width,
            int height) {}

    private record MethodFilters(String method, int width, int height, List<String> images) {}

    private final Results results;
    private final Outcomes outcomes;
    private final RunInfo info;
    private final Map<String, Object> blanks = new HashMap<>();

    private Page(Results results, Outcomes outcomes) {
        this.results = results;
        this.outcomes = outcomes;
        this.info = results.info();
    }

    static String html(Results results, Outcomes outcomes) {
        Page page = new Page(results, outcomes);
        page.describeRun();
        page.showResults();
        page.showOutcomes();
        page.showMasks();
        page.addScripts();
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withLoader(name -> new StringReader(Bundle.own(name + ".html")))
                .compile(Bundle.own("report.html"))
                .execute(page.blanks);
    }

    private void describeRun() {
        blanks.put("title", "Dropout on " + info.data().title());
        blanks.put("synthetic", info.data().synthetic());
        blanks.put("notices", notices());
        blanks.put("findings", Findings.of(results));
        blanks.put("facts", facts());
        blanks.put(
                "methods",
                info.methods().entrySet().stream()
                        .map(method -> new Named(method.getKey(), method.getValue(), cssColour(method.getKey())))
                        .toList());
        blanks.put("baseline", info.baseline());
        blanks.put("command", info.command());
        blanks.put(
                "again",
                "Masks, initial weights and the order of batches depend on the seeds alone. --replot with the directory of"
                        + " this page, in -Dargs, draws the page again without training.");
        blanks.put("ranOn", Summary.ranOn(info));
    }

    private List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (info.status().equals("failed")) {
            notices.add("This run FAILED before its end. What it had measured until then is below.");
        } else if (info.status().equals("interrupted")) {
            notices.add(
                    "This run was INTERRUPTED; --resume goes on with it. What it had measured until then is below.");
        } else if (!info.status().equals("complete")) {
            notices.add(
                    "This run was not at its end when this page was made. What it had measured until then is below.");
        }
        if (!results.unfinished().isEmpty()) {
            notices.add("Not finished, and not in the tables: " + String.join("; ", results.unfinished()) + ".");
        }
        return notices;
    }

    private List<Fact> facts() {
        RunInfo.DataInfo data = info.data();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Data",
                (data.synthetic() ? "Synthetic images, drawn by a program: " : "Real images: ") + data.name() + "; "
                        + data.origin()));
        facts.add(new Fact(
                "Images",
                String.format(Locale.ROOT, "%,d to train on, %,d to test on", data.trainImages(), data.testImages())));
        facts.add(new Fact("Network", info.network()));
        facts.add(new Fact(
                "Training",
                String.format(
                        Locale.ROOT,
                        "%d epochs, batches of %d, preset %s",
                        info.settings().epochs(),
                        info.settings().batch(),
                        info.settings().preset())));
        facts.add(new Fact("Repetitions", Words.seeds(info)));
        facts.add(new Fact("When", when()));
        return facts;
    }

    /** Such as "2026-01-01 13:05 UTC, for 1 h 2 min 3 s". */
    private String when() {
        Instant start = Instant.parse(info.started());
        String from = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(start);
        if (info.ended() == null) {
            return from;
        }
        Duration time = Duration.between(start, Instant.parse(info.ended()));
        return String.format(
                        Locale.ROOT,
                        "%s, for %d h %d min %d s",
                        from,
                        time.toHours(),
                        time.toMinutesPart(),
                        time.toSecondsPart())
                + (info.resumed().isEmpty()
                        ? ""
                        : ", stopped and resumed " + info.resumed().size() + " ×");
    }

    private void showResults() {
        List<MethodResult> methods = results.methods();
        ResultTable table = new ResultTable(results);
        long differences =
                methods.stream().filter(m -> m.difference().isPresent()).count();
        boolean severalSeeds = info.settings().seeds().size() > 1;
        blanks.put("hasResults", !methods.isEmpty());
        blanks.put("resultRows", methods.size());
        blanks.put("columns", table.titles());
        blanks.put("rows", table.rows().stream().map(Page::row).toList());
        blanks.put("howToRead", Summary.howToRead(info));
        blanks.put("hasDifferences", differences > 0);
        blanks.put("differenceRows", differences);
        blanks.put("whyNoDifference", whyNoDifference());
        blanks.put("hasCurves", !results.rows().isEmpty());
        blanks.put(
                "bandNote",
                severalSeeds
                        ? "Bands: ±1 standard deviation over the seeds."
                        : "There is one seed, so there is no band over seeds.");
        blanks.put(
                "whiskerNote",
                severalSeeds
                        ? "Thin bars: ±1 standard deviation over the seeds."
                        : "One seed, so no deviation over seeds.");
    }

    private static Row row(List<ResultTable.Cell> cells) {
        return new Row(IntStream.range(0, cells.size())
                .mapToObj(i -> new HeadedCell(cells.get(i).text(), cells.get(i).best(), i == 0))
                .toList());
    }

    private String whyNoDifference() {
        if (!info.settings().methods().contains(info.baseline())) {
            return info.baseline() + " was not among the methods of this run, so there is nothing to compare with.";
        }
        if (info.settings().methods().size() == 1) {
            return "There was no other method in this run.";
        }
        return info.settings().seeds().size() == 1
                ? "There is one seed, and an interval takes at least two: --seeds 1,2,3."
                : "A comparison takes at least two seeds that both methods finished with, and there are none.";
    }

    private void showOutcomes() {
        blanks.put("hasOutcomes", !outcomes.isEmpty());
        blanks.put(
                "whyNoOutcomes",
                "The run folder holds no outcomes of trained networks: no network was finished, or the run is of a version"
                        + " that did not record them.");
        blanks.put(
                "ecePhrase",
                info.settings().seeds().size() > 1 ? ", taken for each seed (mean ± standard deviation)" : "");
        blanks.put(
                "best",
                outcomes.best()
                        .map(best ->
                                new Best(ConfusionTable.of(best.classes(), best.confusion()), Outcomes.words(best)))
                        .orElse(null));
        blanks.put(
                "confusions",
                outcomes.methods().stream()
                        .map(method -> new MethodConfusion(
                                method,
                                outcomes.of(method).size() == 1
                                        ? "1 seed"
                                        : outcomes.of(method).size() + " seeds added up",
                                ConfusionTable.of(outcomes.all().get(0).classes(), outcomes.confusion(method))))
                        .toList());
        showMistakes();
        showFilters();
    }

    private void showMistakes() {
        List<Mistaken> mistakes = outcomes.best()
                .map(best -> best.mistakes().stream()
                        .map(mistake -> mistaken(best, mistake))
                        .toList())
                .orElse(List.of());
        blanks.put("hasMistakes", !mistakes.isEmpty());
        blanks.put("mistakes", mistakes);
        blanks.put(
                "mistakesNote",
                outcomes.best().map(best -> mistakesNote(best, mistakes.size())).orElse(""));
        blanks.put(
                "whyNoMistakes",
                outcomes.best()
                        .map(best -> best.images() == null
                                ? "The examples of this data are not pictures that can be drawn."
                                : "None: " + Outcomes.words(best) + ".")
                        .orElse((String) blanks.get("whyNoOutcomes")));
    }

    private static String mistakesNote(Outcome best, int shown) {
        long all = Outcomes.errors(best.confusion());
        return Outcomes.words(best) + ". "
                + (shown < all ? "Here are the " + shown + " mistakes it was surest of" : "Here are all, surest first")
                + ": what it said and with which probability, what it is and the probability it gave to that.";
    }

    private static Mistaken mistaken(Outcome outcome, Outcome.Mistake mistake) {
        return new Mistaken(
                mistake.index(),
                outcome.classes().get(mistake.said()),
                percent(mistake.probability()),
                outcome.classes().get(mistake.truth()),
                percent(mistake.probabilityOfTruth()),
                Pictures.image(mistake.pixels(), outcome.images()),
                outcome.images().width(),
                outcome.images().height());
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * probability);
    }

    private void showFilters() {
        List<MethodFilters> shown = outcomes.methods().stream()
                .map(method -> outcomes.of(method).get(0))
                .filter(outcome -> drawable(outcome.filters()))
                .map(Page::filters)
                .toList();
        blanks.put("hasFilters", !shown.isEmpty());
        blanks.put("filters", shown);
        blanks.put(
                "filtersNote",
                "Weights of the first convolution after training, of the first seed of each method; methods of a seed start"
                        + " from the same weights. Each filter has a scale of its own; middle grey is 0.");
        blanks.put("whyNoFilters", whyNoFilters());
    }

    private static boolean drawable(Filters filters) {
        return filters != null
                && (filters.shape().channels() == 1 || filters.shape().channels() == 3);
    }

    private static MethodFilters filters(Outcome outcome) {
        ImageShape shape = outcome.filters().shape();
        return new MethodFilters(
                outcome.method(),
                shape.width(),
                shape.height(),
                IntStream.range(0, outcome.filters().count())
                        .mapToObj(filter -> Pictures.filter(outcome.filters(), filter))
                        .toList());
    }

    private String whyNoFilters() {
        if (outcomes.isEmpty()) {
            return (String) blanks.get("whyNoOutcomes");
        }
        return outcomes.all().get(0).filters() == null
                ? "The first layer with weights is no convolution in these networks, so it has no filters to look at."
                : "The filters have " + outcomes.all().get(0).filters().shape().channels()
                        + " channels, neither 1 nor 3, and cannot be shown as pictures.";
    }

    private void showMasks() {
        blanks.put("masks", MaskPicture.of(info.settings()));
        blanks.put(
                "masksNote",
                String.format(
                        Locale.ROOT,
                        "Drawn by the library at rate %s, without a network: new RateDropoutLayer.Builder(%s)"
                                + ".noiseShape(NoiseShape.…).seed(%d).build().mask(%d, 0, 0, 0, shape), which is layer %d,"
                                + " iteration 0, epoch 0, pass 0. Blue is kept, grey is dropped. The same numbers give the same"
                                + " mask on any machine.",
                        info.settings().rate(),
                        info.settings().rate(),
                        info.settings().seeds().get(0),
                        MaskPicture.LAYER,
                        MaskPicture.LAYER));
    }

    private void addScripts() {
        ChartData data = ChartData.of(results, outcomes);
        blanks.put("curves", data.curves());
        blanks.put("reliability", data.reliability());
        blanks.put("data", data.json());
        blanks.put("css", Bundle.own("report.css"));
        blanks.put("js", Bundle.own("report.js"));
        blanks.put("chart", Bundle.chartScript());
        blanks.put("chartVersion", Bundle.chartVersion());
        blanks.put("chartLicense", Bundle.chartLicense());
    }

    /** The black of the palette is the colour of the text, which is light on a dark page. */
    private String cssColour(String method) {
        String hex = Palette.hex(info, method);
        return hex.equals("#000000") ? "var(--ink)" : hex;
    }
}
