package io.github.dl4jdropout.benchmarks.report;

import io.github.dl4jdropout.benchmarks.report.Measurements.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The figures as tables in Markdown. */
record Tables(Measurements measurements) {

    String markdown() {
        List<String> tables = new ArrayList<>();
        for (String noise : List.of("Element", "Channel")) {
            for (String pass : List.of("Forward", "Backward", "Both")) {
                tables.add(passes(noise, pass));
            }
        }
        tables.addAll(List.of(iterations(), workspace()));
        return String.join("\n", tables);
    }

    private String passes(String noise, String pass) {
        String titles = "elements | rate";
        for (String jdk : measurements.jdks()) {
            titles += " | " + jdk + " built-in | " + jdk + " plugin | " + jdk
                    + " copy | built-in / plugin | plugin / copy";
        }
        String direction = pass.toLowerCase(Locale.ROOT) + (pass.equals("Both") ? "" : " pass");
        StringBuilder text = heading(noise + ", " + direction + ": ns/element, medians", titles + " | PyTorch");
        for (Figure figure : measurements.medians(measurements.jdks().get(0), noise + pass, "PLUGIN")) {
            text.append(row("| %,d | %s |", figure.elements(), figure.get("rate")));
            for (String jdk : measurements.jdks()) {
                double builtin = nanoseconds(jdk, noise + pass, "BUILTIN", figure);
                double plugin = nanoseconds(jdk, noise + pass, "PLUGIN", figure);
                double copy = nanoseconds(jdk, noise + pass, "COPY", figure);
                text.append(row(" %.2f | %.3f | %.3f |", builtin, plugin, copy));
                text.append(row(" **%.1f** | %.2f |", builtin / plugin, plugin / copy));
            }
            text.append(row(" %.2f |\n", nanoseconds("pytorch", noise + pass, "PYTORCH", figure)));
        }
        return text.toString();
    }

    /** At the size and rate of another figure; NaN where that was not measured. */
    private double nanoseconds(String run, String benchmark, String subject, Figure like) {
        return measurements.medians(run, benchmark, subject).stream()
                .filter(figure -> figure.elements() == like.elements()
                        && figure.get("rate").equals(like.get("rate")))
                .mapToDouble(Figure::nanosecondsPerElement)
                .findFirst()
                .orElse(Double.NaN);
    }

    private String iterations() {
        StringBuilder text = heading(
                "A training iteration: medians of paired rounds",
                "network | run | no dropout, ms | built-in, ms | plugin, ms | built-in adds | plugin adds | rounds");
        for (String network : List.of("Mlp", "Cnn")) {
            for (String jdk : measurements.jdks()) {
                Object[] figures = Stream.of(
                                "noneMs", "builtinMs", "pluginMs", "builtinPercent", "pluginPercent", "roundsDone")
                        .map(counter -> measurements.counter(jdk, network + "Iteration", counter))
                        .toArray();
                text.append("| " + network.toUpperCase(Locale.ROOT) + " | " + jdk);
                text.append(row(" | %.2f | %.2f | %.2f | %+.1f %% | %+.1f %% | %.0f |\n", figures));
            }
        }
        return text.toString();
    }

    private String workspace() {
        StringBuilder text = heading(
                "Bytes of the workspace taken by a forward pass, held until the backward pass",
                "run | elements | input may be changed in place | subject | bytes | bytes/element");
        for (Figure figure : measurements.all()) {
            if (figure.name().equals("workspaceBytes")) {
                text.append(row("| %s | %,d | %s ", figure.run(), figure.elements(), figure.get("inPlace")));
                text.append(row("| %s | %,.0f ", figure.get("subject").toLowerCase(Locale.ROOT), figure.value()));
                text.append(row("| %.2f |\n", figure.value() / figure.elements()));
            }
        }
        return text.toString();
    }

    private static StringBuilder heading(String title, String titles) {
        String rule = titles.replaceAll("[^|]+", " --- ");
        return new StringBuilder("### " + title + "\n\n| " + titles + " |\n|" + rule + "|\n");
    }

    /** What was not measured leaves its place empty. */
    private static String row(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures).replaceAll(" (\\*\\*NaN\\*\\*|NaN( %)?) ", "  ");
    }
}
