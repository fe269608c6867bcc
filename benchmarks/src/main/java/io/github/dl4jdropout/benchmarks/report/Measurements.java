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

/**
 * All figures of the CSV files in a directory, in JMH's format.
 *
 * @param all in the order of files and lines
 */
record Measurements(List<Measurement> all) {

    private static final String PARAMETER = "Param: ";
    private static final CSVFormat JMH =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();

    static Measurements read(Path directory) throws IOException {
        List<Measurement> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
                add(file, all);
            }
        }
        if (all.isEmpty()) {
            throw new IOException(
                    directory + ": expected CSV files of benchmarks, found none; run the benchmarks first");
        }
        return new Measurements(all);
    }

    private static void add(Path file, List<Measurement> all) throws IOException {
        String run = file.getFileName().toString().replace(".csv", "");
        try (CSVParser lines = CSVParser.parse(Files.newBufferedReader(file), JMH)) {
            for (CSVRecord line : lines) {
                String[] name = line.get("Benchmark").split(":", 2);
                if (name.length == 2) { // the others are means, which the machine's other work shifts
                    Map<String, String> parameters = new HashMap<>();
                    lines.getHeaderNames().stream()
                            .filter(column -> column.startsWith(PARAMETER))
                            .forEach(column -> parameters.put(column.substring(PARAMETER.length()), line.get(column)));
                    all.add(new Measurement(
                            run,
                            name[0].replaceAll("^.*\\.([A-Z]\\w+?)(Benchmark)?\\.\\w+$", "$1"),
                            name[1],
                            parameters,
                            Double.parseDouble(line.get("Score"))));
                }
            }
        }
    }

    /** The names of the runs, in order. */
    List<String> runs() {
        return all.stream().map(Measurement::run).distinct().toList();
    }

    /** The runs of JMH. */
    List<String> jdks() {
        return runs().stream().filter(run -> run.startsWith("jdk")).toList();
    }

    /** The medians of a benchmark for a subject, in order. */
    List<Measurement> medians(String run, String benchmark, String subject) {
        return all.stream()
                .filter(m -> m.run().equals(run)
                        && m.benchmark().equals(benchmark)
                        && m.figure().equals(Measurement.MEDIAN)
                        && subject.equals(m.parameters().get("subject")))
                .toList();
    }

    /** Nanoseconds an element, where that was measured. */
    OptionalDouble nanoseconds(String run, String benchmark, String subject, long elements, String rate) {
        return medians(run, benchmark, subject).stream()
                .filter(m ->
                        m.elements() == elements && m.parameters().get("rate").equals(rate))
                .mapToDouble(Measurement::nanosecondsAnElement)
                .findFirst();
    }

    /** A counter of a benchmark without parameters, where that was measured. */
    OptionalDouble counter(String run, String benchmark, String counter) {
        return all.stream()
                .filter(m -> m.run().equals(run)
                        && m.benchmark().equals(benchmark)
                        && m.figure().equals(counter))
                .mapToDouble(Measurement::value)
                .findFirst();
    }
}
