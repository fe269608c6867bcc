package io.github.dl4jdropout.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The figures as tables in Markdown. */
record Tables(Measurements measurements) {

    private static final String PYTORCH = "pytorch";

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (String noise : List.of("Element", "Channel")) {
            for (String direction : List.of("Forward", "Backward", "Both")) {
                passes(noise + direction, noise, direction, text);
            }
        }
        iterations(text);
        workspace(text);
        return text.toString();
    }

    private void passes(String benchmark, String noise, String direction, StringBuilder text) {
        List<String> columns = new ArrayList<>(List.of("elements", "rate"));
        for (String jdk : measurements.jdks()) {
            columns.add(jdk + " built-in");
            columns.add(jdk + " plugin");
            columns.add(jdk + " copy");
            columns.add("built-in / plugin");
            columns.add("plugin / copy");
        }
        columns.add("PyTorch");
        heading(
                noise + ", " + direction.toLowerCase(Locale.ROOT) + (direction.equals("Both") ? "" : " pass")
                        + ": ns an element, medians",
                columns,
                text);
        for (Measurement row : measurements.medians(measurements.jdks().get(0), benchmark, "PLUGIN")) {
            long elements = row.elements();
            String rate = row.parameters().get("rate");
            List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", elements), rate));
            for (String jdk : measurements.jdks()) {
                OptionalDouble builtin = measurements.nanoseconds(jdk, benchmark, "BUILTIN", elements, rate);
                OptionalDouble plugin = measurements.nanoseconds(jdk, benchmark, "PLUGIN", elements, rate);
                OptionalDouble copy = measurements.nanoseconds(jdk, benchmark, "COPY", elements, rate);
                cells.add(number("%.2f", builtin));
                cells.add(number("%.3f", plugin));
                cells.add(number("%.3f", copy));
                cells.add(quotient("**%.1f**", builtin, plugin));
                cells.add(quotient("%.2f", plugin, copy));
            }
            cells.add(number("%.2f", measurements.nanoseconds(PYTORCH, benchmark, "PYTORCH", elements, rate)));
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
        for (String network : List.of("MlpIteration", "CnnIteration")) {
            for (String jdk : measurements.jdks()) {
                row(
                        List.of(
                                network.replace("Iteration", "").toUpperCase(Locale.ROOT),
                                jdk,
                                number("%.2f", measurements.counter(jdk, network, "noneMs")),
                                number("%.2f", measurements.counter(jdk, network, "builtinMs")),
                                number("%.2f", measurements.counter(jdk, network, "pluginMs")),
                                number("%+.1f %%", measurements.counter(jdk, network, "builtinPercent")),
                                number("%+.1f %%", measurements.counter(jdk, network, "pluginPercent")),
                                number("%.0f", measurements.counter(jdk, network, "roundsDone"))),
                        text);
            }
        }
    }

    private void workspace(StringBuilder text) {
        heading(
                "Bytes of the workspace taken by a forward pass, held until the backward pass",
                List.of("run", "elements", "input may be changed in place", "subject", "bytes", "bytes an element"),
                text);
        measurements.all().stream()
                .filter(m -> m.figure().equals("workspaceBytes"))
                .forEach(m -> row(
                        List.of(
                                m.run(),
                                String.format(Locale.ROOT, "%,d", m.elements()),
                                m.parameters().get("inPlace"),
                                m.parameters().get("subject").toLowerCase(Locale.ROOT),
                                String.format(Locale.ROOT, "%,.0f", m.value()),
                                String.format(Locale.ROOT, "%.2f", m.value() / m.elements())),
                        text));
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
