/** Benchmarks, which JMH runs; package {@code report} draws what came out. */
package io.github.dl4jdropout.benchmarks;
