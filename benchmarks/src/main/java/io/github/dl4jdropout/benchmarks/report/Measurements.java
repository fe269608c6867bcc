package io.github.dl4jdropout.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** All figures of the CSV files in a directory, in JMH's format, in the order of files and lines. */
record Measurements(List<Figure> all) {

    private static final String PARAMETER = "Param: ";
    static final String MEDIAN = "p0.50";

    /**
     * One figure of a benchmark.
     *
     * @param run the name of the file without its ending, such as "jdk25" or "pytorch"
     * @param benchmark such as "ElementForward" or "MlpIteration"
     * @param name "p0.50" for the median of the calls, in microseconds; else the name of a counter
     */
    record Figure(String run, String benchmark, String name, Map<String, String> parameters, double value) {

        long elements() {
            return Long.parseLong(parameters.get("elements"));
        }

        double nanosecondsPerElement() {
            return value * 1000 / elements();
        }
    }

    static Measurements read(Path directory) throws IOException {
        List<Figure> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (file.toString().endsWith(".csv")) {
                    add(file, all);
                }
            }
        }
        if (all.isEmpty()) {
            throw new IOException(
                    directory + ": expected CSV files of benchmarks, found none; run the benchmarks first");
        }
        return new Measurements(all);
    }

    private static void add(Path file, List<Figure> all) throws IOException {
        String run = file.getFileName().toString().replace(".csv", "");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .build();
        try (CSVParser lines = CSVParser.parse(Files.newBufferedReader(file), format)) {
            for (CSVRecord line : lines) {
                String[] name = line.get("Benchmark").split(":", 2);
                if (name.length == 2) { // the others are means, which the machine's other work shifts
                    Map<String, String> parameters = new HashMap<>();
                    line.toMap().forEach((column, value) -> parameters.put(column.replace(PARAMETER, ""), value));
                    double score = Double.parseDouble(line.get("Score"));
                    all.add(new Figure(run, benchmark(name[0], parameters), name[1], parameters, score));
                }
            }
        }
    }

    /**
     * Names a benchmark by its class, with pass or network where these are parameters. Earlier files have a class per pass and network,
     * such as {@code ElementForwardBenchmark}, and so has PyTorch's.
     */
    static String benchmark(String method, Map<String, String> parameters) {
        String[] parts = method.split("\\.");
        String name = parts[parts.length - 2].replaceFirst("(Passes|Benchmark)$", "");
        return capitalised(parameters.get("network")) + name + capitalised(parameters.get("pass"));
    }

    private static String capitalised(String constant) {
        return constant == null || constant.isEmpty()
                ? ""
                : constant.charAt(0) + constant.substring(1).toLowerCase();
    }

    /** The runs of JMH. */
    List<String> jdks() {
        return all.stream()
                .map(Figure::run)
                .filter(run -> run.startsWith("jdk"))
                .distinct()
                .toList();
    }

    /** The medians of a benchmark for a subject. */
    List<Figure> medians(String run, String benchmark, String subject) {
        return figures(run, benchmark, MEDIAN)
                .filter(figure -> subject.equals(figure.parameters().get("subject")))
                .toList();
    }

    private Stream<Figure> figures(String run, String benchmark, String name) {
        return all.stream()
                .filter(figure -> figure.run().equals(run))
                .filter(figure ->
                        figure.benchmark().equals(benchmark) && figure.name().equals(name));
    }

    /** Nanoseconds per element, where that was measured. */
    OptionalDouble nanoseconds(String run, String benchmark, String subject, long elements, String rate) {
        return medians(run, benchmark, subject).stream()
                .filter(figure -> figure.elements() == elements
                        && figure.parameters().get("rate").equals(rate))
                .mapToDouble(Figure::nanosecondsPerElement)
                .findFirst();
    }

    /** A counter of a benchmark, where that was measured. */
    OptionalDouble counter(String run, String benchmark, String counter) {
        return figures(run, benchmark, counter).mapToDouble(Figure::value).findFirst();
    }
}
