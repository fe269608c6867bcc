package io.github.dl4jdropout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark, for a moment, in this process. */
class BenchmarksRunTest {

    private static Collection<RunResult> run(String benchmark, String... parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(5))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        for (int i = 0; i < parameters.length; i += 2) {
            options.param(parameters[i], parameters[i + 1]);
        }
        return new Runner(options.build()).run();
    }

    @Test
    void eachPassOfEachSubjectIsMeasured() throws RunnerException {
        assertThat(run("Element", "elements", "1000", "rate", "0.5")).hasSize(9);
        assertThat(run("Channel", "elements", "131072")).hasSize(9);
    }

    @Test
    void parametersAreSerializedAndReadBack() throws RunnerException {
        assertThat(run("SerializationBenchmark", "floats", "1000")).hasSize(2);
    }

    @Test
    void theRoundsOfIterationsAreCounted() throws RunnerException {
        RunResult result =
                run("IterationBenchmark", "network", "MLP").iterator().next();
        assertThat(result.getSecondaryResults().get("roundsDone").getScore()).isPositive();
        assertThat(result.getSecondaryResults().get("pluginMs").getScore()).isPositive();
    }

    @Test
    void thePluginTakesNoMoreOfTheWorkspaceThanTheBuiltIn() throws RunnerException {
        Map<String, Double> bytes = run("Workspace", "elements", "131072", "inPlace", "false").stream()
                .collect(Collectors.toMap(
                        result -> result.getParams().getParam("subject"),
                        result -> result.getSecondaryResults()
                                .get("workspaceBytes")
                                .getScore()));
        assertThat(bytes).containsEntry("PLUGIN", 0.0).containsEntry("BUILTIN", 524_288.0);
    }
}
