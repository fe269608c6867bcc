/** Tables and pictures of what the benchmarks measured; {@link io.github.dl4jdropout.benchmarks.report.DrawBenchmarks} makes them. */
package io.github.dl4jdropout.benchmarks.report;
