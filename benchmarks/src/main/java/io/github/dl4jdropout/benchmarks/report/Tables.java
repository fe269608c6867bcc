package io.github.dl4jdropout.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures as tables in Markdown. */
record Tables(Measurements measurements) {

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (String noise : List.of("Element", "Channel")) {
            for (String pass : List.of("Forward", "Backward", "Both")) {
                passes(noise, pass, text);
            }
        }
        iterations(text);
        workspace(text);
        return text.toString();
    }

    private void passes(String noise, String pass, StringBuilder text) {
        List<String> columns = new ArrayList<>(List.of("elements", "rate"));
        for (String jdk : measurements.jdks()) {
            columns.addAll(
                    List.of(jdk + " built-in", jdk + " plugin", jdk + " copy", "built-in / plugin", "plugin / copy"));
        }
        columns.add("PyTorch");
        String direction = pass.toLowerCase(Locale.ROOT) + (pass.equals("Both") ? "" : " pass");
        heading(noise + ", " + direction + ": ns/element, medians", columns, text);
        for (Measurements.Figure row : measurements.medians(measurements.jdks().get(0), noise + pass, "PLUGIN")) {
            long elements = row.elements();
            String rate = row.parameters().get("rate");
            List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", elements), rate));
            for (String jdk : measurements.jdks()) {
                OptionalDouble builtin = measurements.nanoseconds(jdk, noise + pass, "BUILTIN", elements, rate);
                OptionalDouble plugin = measurements.nanoseconds(jdk, noise + pass, "PLUGIN", elements, rate);
                OptionalDouble copy = measurements.nanoseconds(jdk, noise + pass, "COPY", elements, rate);
                cells.add(number("%.2f", builtin));
                cells.add(number("%.3f", plugin));
                cells.add(number("%.3f", copy));
                cells.add(quotient("**%.1f**", builtin, plugin));
                cells.add(quotient("%.2f", plugin, copy));
            }
            cells.add(number("%.2f", measurements.nanoseconds("pytorch", noise + pass, "PYTORCH", elements, rate)));
            row(cells, text);
        }
    }

    private void iterations(StringBuilder text) {
        heading(
                "A training iteration: medians of paired rounds",
                List.of(
                        "network",
                        "run",
                        "no dropout, ms",
                        "built-in, ms",
                        "plugin, ms",
                        "built-in adds",
                        "plugin adds",
                        "rounds"),
                text);
        for (String network : List.of("Mlp", "Cnn")) {
            for (String jdk : measurements.jdks()) {
                List<String> cells = new ArrayList<>(List.of(network.toUpperCase(Locale.ROOT), jdk));
                for (String counter : List.of("noneMs", "builtinMs", "pluginMs")) {
                    cells.add(number("%.2f", measurements.counter(jdk, network + "Iteration", counter)));
                }
                for (String counter : List.of("builtinPercent", "pluginPercent")) {
                    cells.add(number("%+.1f %%", measurements.counter(jdk, network + "Iteration", counter)));
                }
                cells.add(number("%.0f", measurements.counter(jdk, network + "Iteration", "roundsDone")));
                row(cells, text);
            }
        }
    }

    private void workspace(StringBuilder text) {
        heading(
                "Bytes of the workspace taken by a forward pass, held until the backward pass",
                List.of("run", "elements", "input may be changed in place", "subject", "bytes", "bytes/element"),
                text);
        for (Measurements.Figure figure : measurements.all()) {
            if (figure.name().equals("workspaceBytes")) {
                String inPlace = figure.parameters().get("inPlace");
                String subject = figure.parameters().get("subject").toLowerCase(Locale.ROOT);
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %,d | %s | %s | %,.0f | %.2f |%n",
                        figure.run(),
                        figure.elements(),
                        inPlace,
                        subject,
                        figure.value(),
                        figure.value() / figure.elements()));
            }
        }
    }

    private static void heading(String title, List<String> columns, StringBuilder text) {
        text.append(text.isEmpty() ? "" : "\n").append("### ").append(title).append("\n\n");
        row(columns, text);
        row(columns.stream().map(column -> "---").toList(), text);
    }

    private static void row(List<String> cells, StringBuilder text) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String number(String format, OptionalDouble number) {
        return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : "";
    }

    private static String quotient(String format, OptionalDouble of, OptionalDouble by) {
        return of.isPresent() && by.isPresent()
                ? String.format(Locale.ROOT, format, of.getAsDouble() / by.getAsDouble())
                : "";
    }
}
