/**
 * The record of a run: everything that a report shows is read back from these files. The directory of a run, {@code RunFolder}, holds
 * {@code run.json} ({@code RunInfo}), {@code metrics.csv} ({@code Metrics}, a row per epoch), {@code models/}, the report, and
 * {@code checkpoints/} as long as the run is not finished. Each file is written by {@code AtomicFile}.
 */
package io.github.dl4jdropout.examples.comparison.record;
