package io.github.dl4jdropout.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** All figures of the CSV files in a directory, in JMH's format, in the order of files and lines. */
record Measurements(List<Figure> all) {

    private static final CSVFormat JMH =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();

    /**
     * One figure of a benchmark.
     *
     * @param run the name of the file without its ending, such as "jdk25" or "pytorch"
     * @param benchmark such as "ElementForward" or "MlpIteration"
     * @param name "p0.50" for the median of the calls, in microseconds; else the name of a counter
     * @param cells of its line, by column
     */
    record Figure(String run, String benchmark, String name, Map<String, String> cells, double value) {

        static Figure of(String run, String[] name, Map<String, String> cells) {
            return new Figure(
                    run, Measurements.name(name[0], cells), name[1], cells, Double.parseDouble(cells.get("Score")));
        }

        String get(String parameter) {
            return cells.getOrDefault("Param: " + parameter, "");
        }

        long elements() {
            return Long.parseLong(get("elements"));
        }

        double nanosecondsPerElement() {
            return value * 1000 / elements();
        }
    }

    static Measurements read(Path directory) throws IOException {
        List<Figure> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                String run = file.getFileName().toString().replace(".csv", "");
                try (CSVParser lines = CSVParser.parse(Files.newBufferedReader(file), JMH)) {
                    for (CSVRecord line : lines) {
                        String[] name = line.get("Benchmark").split(":", 2);
                        if (name.length == 2) { // the others are means, which the machine's other work shifts
                            all.add(Figure.of(run, name, line.toMap()));
                        }
                    }
                }
            }
        }
        if (all.isEmpty()) {
            throw new IOException(directory + ": expected CSV files of benchmarks, found none; run them first");
        }
        return new Measurements(all);
    }

    /** Names a benchmark by network, class and pass. Earlier files, and PyTorch's, have it all in the class. */
    static String name(String method, Map<String, String> cells) {
        String[] parts = method.split("\\.");
        String name = parts[parts.length - 2].replace("Benchmark", "");
        return capitalised(cells.get("Param: network")) + name + capitalised(cells.get("Param: pass"));
    }

    private static String capitalised(String word) {
        return word == null || word.isEmpty()
                ? ""
                : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The runs of JMH. */
    List<String> jdks() {
        Stream<String> runs = all.stream().map(Figure::run).distinct();
        return runs.filter(run -> run.startsWith("jdk")).toList();
    }

    /** The medians of a benchmark for a subject. */
    List<Figure> medians(String run, String benchmark, String subject) {
        Stream<Figure> medians = figures(run, benchmark, "p0.50");
        return medians.filter(figure -> figure.get("subject").equals(subject)).toList();
    }

    /** A counter of a benchmark; NaN where there is none. */
    double counter(String run, String benchmark, String counter) {
        Stream<Figure> figures = figures(run, benchmark, counter);
        return figures.mapToDouble(Figure::value).findFirst().orElse(Double.NaN);
    }

    private Stream<Figure> figures(String run, String benchmark, String name) {
        List<String> key = List.of(run, benchmark, name);
        return all.stream().filter(it -> key.equals(List.of(it.run(), it.benchmark(), it.name())));
    }
}
