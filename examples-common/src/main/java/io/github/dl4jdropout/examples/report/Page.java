package io.github.dl4jdropout.examples.report;

import com.samskivert.mustache.Mustache;
import io.github.dl4jdropout.examples.record.RunInfo;
import java.io.StringReader;
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

    private record HeadedCell(String text, boolean best, boolean head) {}

    private record Row(List<HeadedCell> cells) {}

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
        RunSection.fill(page.blanks, results);
        page.showResults();
        OutcomeSections.fill(page.blanks, outcomes);
        page.showMasks();
        page.addScripts();
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withLoader(name -> new StringReader(Bundle.own(name + ".html")))
                .compile(Bundle.own("report.html"))
                .execute(page.blanks);
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
        blanks.put("ecePhrase", severalSeeds ? ", taken for each seed (mean ± standard deviation)" : "");
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
}
