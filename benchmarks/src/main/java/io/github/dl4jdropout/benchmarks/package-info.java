/** Benchmarks, one question a file; {@link io.github.dl4jdropout.benchmarks.RunBenchmarks} runs them. */
package io.github.dl4jdropout.benchmarks;
