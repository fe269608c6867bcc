package io.github.dl4jdropout.benchmarks.report;

import java.util.Map;

/**
 * One figure of a benchmark.
 *
 * @param run where it was measured: the name of the file without its ending, such as "jdk25" or "pytorch"
 * @param benchmark its class, such as "ElementForward"
 * @param figure what it is a figure of: "p0.50" is the median of the calls; else the name of a counter
 * @param parameters by name
 * @param value microseconds for a median, else what the counter counts
 */
record Measurement(String run, String benchmark, String figure, Map<String, String> parameters, double value) {

    static final String MEDIAN = "p0.50";

    long elements() {
        return Long.parseLong(parameters.get("elements"));
    }

    /** Of a median. */
    double nanosecondsAnElement() {
        return value * 1000 / elements();
    }
}
