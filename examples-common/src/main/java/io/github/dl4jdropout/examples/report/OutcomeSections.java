package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.ImageShape;
import io.github.dl4jdropout.examples.record.Outcome;
import io.github.dl4jdropout.examples.record.Outcome.Filters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Of the page: what trained networks say about the test images, and what they look like inside; or why that is missing. */
final class OutcomeSections {

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

    private final Map<String, Object> blanks;
    private final Outcomes outcomes;

    private OutcomeSections(Map<String, Object> blanks, Outcomes outcomes) {
        this.blanks = blanks;
        this.outcomes = outcomes;
    }

    /** Puts them into the blanks of the template. */
    static void fill(Map<String, Object> blanks, Outcomes outcomes) {
        new OutcomeSections(blanks, outcomes).show();
    }

    private void show() {
        blanks.put("hasOutcomes", !outcomes.isEmpty());
        blanks.put(
                "whyNoOutcomes",
                "The run folder holds no outcomes of trained networks: no network was finished, or the run is of a version"
                        + " that did not record them.");
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
                .map(OutcomeSections::filters)
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
}
