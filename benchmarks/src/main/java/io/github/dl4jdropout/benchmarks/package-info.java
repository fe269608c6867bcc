/** Benchmarks; {@link io.github.dl4jdropout.benchmarks.RunBenchmarks} runs them, package {@code report} draws what came out. */
package io.github.dl4jdropout.benchmarks;
