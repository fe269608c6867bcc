package io.github.dl4jdropout.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks and writes their results as CSV. Takes the options of JMH; without {@code -rff} the results go to
 * {@code reports/benchmarks/jdk<version>.csv}.
 */
public final class RunBenchmarks {

    private RunBenchmarks() {}

    /**
     * Runs the benchmarks.
     *
     * @param args options of JMH, such as a regular expression that chooses benchmarks
     * @throws Exception if JMH fails
     */
    public static void main(String[] args) throws Exception {
        CommandLineOptions given = new CommandLineOptions(args);
        if (given.shouldHelp()) {
            given.showHelp();
            return;
        }
        Path results = Path.of(given.getResult()
                .orElse("reports/benchmarks/jdk" + Runtime.version().feature() + ".csv"));
        Files.createDirectories(results.toAbsolutePath().getParent());
        new Runner(new OptionsBuilder()
                        .parent(given)
                        .resultFormat(given.getResultFormat().orElse(ResultFormatType.CSV))
                        .result(results.toString())
                        .build())
                .run();
        System.out.println("Results: " + results);
    }
}
