package io.github.dl4jdropout.examples.report;

import io.github.dl4jdropout.examples.record.RunInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Of the page: what was run, on what, how it ended and how to do it again. */
final class RunSection {

    private record Fact(String name, String value) {}

    private record Named(String name, String description, String colour) {}

    private final Map<String, Object> blanks;
    private final Results results;
    private final RunInfo info;

    private RunSection(Map<String, Object> blanks, Results results) {
        this.blanks = blanks;
        this.results = results;
        this.info = results.info();
    }

    /** Puts it into the blanks of the template. */
    static void fill(Map<String, Object> blanks, Results results) {
        new RunSection(blanks, results).describe();
    }

    private void describe() {
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

    /** The black of the palette is the colour of the text, which is light on a dark page. */
    private String cssColour(String method) {
        String hex = Palette.hex(info, method);
        return hex.equals("#000000") ? "var(--ink)" : hex;
    }
}
